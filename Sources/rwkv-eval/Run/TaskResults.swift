import Archives
import EvalCore
import EvalReport
import EvalTasks
import Foundation
import PythonValues

/// The answers to all tasks of a run, measured at every read-out.
struct TaskResults {
  /// What was measured, and the docs behind it.
  struct Measured {
    /// As lm-evaluation-harness has it.
    let readout: LMEvalReadout
    /// The docs of each task, by the task's name, in the order of tasks.
    let samples: [(task: String, samples: [LMEvalSample])]
  }

  /// From the fewest loops to the most.
  let measured: [Measured]

  /// As lm-evaluation-harness has them, from the fewest loops to the most.
  var readouts: [LMEvalReadout] { measured.map(\.readout) }

  /// Measures.
  ///
  /// - Parameter outcomes: Of all docs of all tasks; where an exit rule stopped docs, each with its last answer alone.
  init(_ loaded: LoadedTasks, outcomes: [Outcome], of report: RunReport) throws {
    let outcomesOfTask = Dictionary(grouping: outcomes, by: \.task)
    measured = try report.result.readouts.indices.map { readout in
      try Self.measured(loaded, outcomesOfTask, of: report, at: readout)
    }
  }

  private static func measured(
    _ loaded: LoadedTasks, _ outcomes: [String: [Outcome]], of report: RunReport, at readout: Int
  ) throws -> Measured {
    var tasks: [LMEvalTask] = []
    var samples: [(task: String, samples: [LMEvalSample])] = []
    for task in loaded.tasks {
      let name = task.configuration.name
      let scores = TaskScores(task: task, outcomes: outcomes[name] ?? [], readout: readout)
      let columns = try scores.columns()
      tasks.append(try LMEvalTask(task, columns: columns))
      samples.append((name, scores.samples(columns)))
    }
    let metrics = Dictionary(tasks.map { ($0.metrics.task, $0.metrics) }, uniquingKeysWith: { first, _ in first })
    let results = LMEvalResults(tasks: tasks, groups: loaded.nodes.flatMap { groups($0, metrics) })
    let hashes = samples.map { task, samples in
      LMEvalField(
        task, .string(ContentDigest.hex(samples.map { $0.hashes.doc + $0.hashes.prompt + $0.hashes.target }.joined())))
    }
    return Measured(
      readout: LMEvalReadout(of: report, at: readout, results: results, taskHashes: hashes), samples: samples)
  }

  /// A group and the groups in it, itself first.
  private static func groups(_ node: TaskNode, _ metrics: [String: TaskMetrics]) -> [LMEvalGroup] {
    guard case .group(let group, let children) = node else { return [] }
    let own = LMEvalGroup(
      alias: group.alias ?? group.name, version: group.version.map(\.str) ?? "N/A", members: children.map(\.name),
      metrics: GroupMetrics(
        group: group.name,
        metrics: group.metrics, tasks: node.tasks.compactMap { metrics[$0.name] }))
    return [own] + children.flatMap { groups($0, metrics) }
  }
}

extension LMEvalTask {
  /// A task's metrics.
  fileprivate init(_ task: RenderedTask, columns: [MetricColumn]) throws {
    let configuration = task.configuration
    self.init(
      alias: configuration.alias ?? configuration.name,
      version: configuration.version ?? .string("Yaml"), numFewshot: .int(task.shots),
      metrics: try TaskMetrics(task: configuration.name, columns: columns, filter: configuration.filter),
      higherIsBetter: columns.map {
        LMEvalDirection(metric: $0.configuration.name, higherIsBetter: $0.configuration.higherIsBetter)
      },
      configuration: .dictionary(configuration.dump(shots: task.shots)), originalDocs: task.originalDocs)
  }
}

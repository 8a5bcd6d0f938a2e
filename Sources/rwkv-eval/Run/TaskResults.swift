import Archives
import EvalCore
import EvalReport
import EvalTasks
import Foundation
import Jinja

/// The answers to all tasks of a run, measured at its last read-out.
struct TaskResults {
  /// As lm-evaluation-harness has them.
  let results: LMEvalResults
  /// The docs of each task, by the task's name, in the order of tasks.
  let samples: [(task: String, samples: [LMEvalSample])]

  /// Measures.
  ///
  /// - Parameter outcomes: Of all docs of all tasks; where an exit rule stopped docs, each with its last answer alone.
  init(_ loaded: LoadedTasks, outcomes: [Outcome]) throws {
    let outcomesOfTask = Dictionary(grouping: outcomes, by: \.task)
    var tasks: [LMEvalTask] = []
    var samples: [(task: String, samples: [LMEvalSample])] = []
    for task in loaded.tasks {
      let name = task.configuration.name
      let own = outcomesOfTask[name] ?? []
      let scores = TaskScores(task: task, outcomes: own, readout: (own.first?.answers.count ?? 1) - 1)
      let columns = try scores.columns()
      tasks.append(try LMEvalTask(task, columns: columns))
      samples.append((name, scores.samples(columns)))
    }
    let metrics = Dictionary(tasks.map { ($0.metrics.task, $0.metrics) }, uniquingKeysWith: { first, _ in first })
    results = LMEvalResults(tasks: tasks, groups: loaded.nodes.flatMap { Self.groups($0, metrics) })
    self.samples = samples
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

  /// What lm-evaluation-harness's results file says of the run.
  func run(manifest: RunManifest, options: TaskDataOptions) -> LMEvalRun {
    var run = LMEvalRun(
      model: "rwkv", modelArguments: manifest.model.path.map { "path=\($0)" } ?? "", modelName: manifest.model.name,
      date: (try? Date(manifest.startedAt, strategy: .iso8601))?.timeIntervalSince1970 ?? 0,
      seconds: manifest.elapsedSeconds ?? 0)
    run.modelDetails = manifest.model.parameters.map { [LMEvalField("model_num_parameters", .int($0))] } ?? []
    run.device = "cpu"
    run.fewshotSeed = options.seed
    run.environment = "rwkv-eval \(toolVersion)"
    run.limit =
      switch options.limit {
      case .count(let count): .int(count)
      case .share(let share): .double(share)
      case nil: PythonValue.none
      }
    run.taskHashes = samples.map { task, samples in
      LMEvalField(
        task, .string(ContentDigest.hex(samples.map { $0.hashes.doc + $0.hashes.prompt + $0.hashes.target }.joined())))
    }
    return run
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

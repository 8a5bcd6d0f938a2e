import EvalCore
import Foundation
import Testing

@testable import EvalReport
import PythonValues

/// Our tables and results against `Golden/LMEval/tables.json`, which `record_tables.py` records from lm_eval 0.4.13.
@Suite struct RecordedTablesTests {
  struct Recording: Decodable {
    let columns: [Column]
    let runs: [Run]
  }

  struct Column: Decodable, Sendable, CustomStringConvertible {
    let cells: [Scalar]
    let table: String

    var description: String { "\(cells.map { PythonJSON.line($0.json) })" }
  }

  /// A JSON scalar; whole numbers are told from others by how they are written.
  struct Scalar: Decodable, Sendable {
    let json: PythonValue

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        json = PythonValue.none
      } else if let text = try? container.decode(String.self) {
        json = .string(text)
      } else {
        json = .double(try container.decode(Double.self))
      }
    }

    var number: Double? {
      switch json {
      case .double(let value): value
      case .string(let text): Double(text)
      default: nil
      }
    }
  }

  struct Run: Decodable, Sendable {
    let tasks: [Task]
    let groups: [Group]
    let json: String
    let table: String
    let groups_table: String

    var results: LMEvalResults {
      let metrics = Dictionary(tasks.map { ($0.name, $0.metricsOfTask) }, uniquingKeysWith: { $1 })
      return LMEvalResults(
        tasks: tasks.map(\.task),
        groups: groups.map { group in
          LMEvalGroup(
            alias: group.alias ?? group.name, version: group.version.text, members: group.members,
            metrics: GroupMetrics(
              group: group.name,
              metrics: group.aggregate.map {
                AggregateMetric(metric: $0.metric, weightBySize: $0.weight_by_size, filters: $0.filters)
              }, tasks: leaves(of: group.name).compactMap { metrics[$0] }))
        })
    }

    private func leaves(of name: String) -> [String] {
      guard let group = groups.first(where: { $0.name == name }) else { return [name] }
      return group.members.flatMap(leaves)
    }
  }

  struct Task: Decodable, Sendable {
    let name: String
    let alias: String
    let version: RecordedLiteral
    let n_shot: Int?
    let docs: Int
    let metrics: [Metric]
    let higher_is_better: [String: Bool]

    var metricsOfTask: TaskMetrics {
      TaskMetrics(
        task: name, sampleLength: docs,
        results: metrics.map {
          MetricResult(name: $0.name, filter: $0.filter, value: $0.value.number ?? 0, stderr: $0.stderr.number)
        })
    }

    var task: LMEvalTask {
      LMEvalTask(
        alias: alias, version: version.json, numFewshot: n_shot.map(PythonValue.int) ?? PythonValue.none,
        metrics: metricsOfTask,
        higherIsBetter: metrics.map {
          LMEvalDirection(metric: $0.name, higherIsBetter: higher_is_better[$0.name])
        }, configuration: .object([LMEvalField("task", .string(name))]), originalDocs: 2 * docs)
    }
  }

  struct Metric: Decodable, Sendable {
    let name: String
    let filter: String
    let value: Scalar
    let stderr: Scalar
  }

  struct Group: Decodable, Sendable {
    let name: String
    let alias: String?
    let version: RecordedLiteral
    let members: [String]
    let aggregate: [Aggregate]
  }

  struct Aggregate: Decodable, Sendable {
    let metric: String
    let weight_by_size: Bool
    let filters: [String]?
  }

  static let recording: Recording? = {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Golden/LMEval/tables.json")
    return try? JSONDecoder().decode(Recording.self, from: Data(contentsOf: path))
  }()

  @Test func `the recording is there and whole`() throws {
    let recording = try #require(Self.recording)
    #expect(recording.columns.count >= 80)
    #expect(recording.runs.count >= 24)
  }

  @Test(arguments: recording?.columns ?? [])
  func `a column of cells is pytablewriter's`(column: Column) {
    let table = PytablewriterTable(columns: [
      PytablewriterColumn(header: "Number", values: column.cells.map(\.json)),
      PytablewriterColumn(header: "H", values: column.cells.map { _ in .string("x") }),
    ])
    #expect(table.render() == column.table)
  }

  @Test(arguments: recording?.runs.indices ?? 0..<0)
  func `tables are lm-eval's, character for character`(index: Int) throws {
    let run = try #require(Self.recording?.runs[index])
    #expect(run.results.table(.tasks) == run.table)
    // Recorded as an empty text where lm-eval prints no table of groups.
    #expect(run.results.table(.groups) == run.groups_table)
  }

  @Test(arguments: recording?.runs.indices ?? 0..<0)
  func `the measured part of the results file is lm-eval's`(index: Int) throws {
    let run = try #require(Self.recording?.runs[index])
    #expect(PythonJSON.page(.object(run.results.fields)) == run.json)
  }
}

/// A literal of Python: a number, a text in quotes, or None.
struct RecordedLiteral: Decodable, Sendable {
  let json: PythonValue

  init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    if text.hasPrefix("'") {
      json = .string(String(text.dropFirst().dropLast()))
    } else if let number = Int(text) {
      json = .int(number)
    } else {
      json = Double(text).map(PythonValue.double) ?? PythonValue.none
    }
  }

  /// What Python's `str` makes of it; `N/A` for None, as in a group's version.
  var text: String {
    switch json {
    case PythonValue.none: "N/A"
    case .string(let text): text
    default: PythonJSON.line(json)
    }
  }
}

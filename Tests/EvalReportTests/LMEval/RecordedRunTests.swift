import EvalCore
import Foundation
import Testing

@testable import EvalReport
import PythonValues

/// Our files of a run against those that `Golden/LMEval/record_run.py` records from lm_eval 0.4.13: three toy tasks,
/// whose log-likelihoods we read from the recorded samples and measure ourselves.
@Suite struct RecordedRunTests {
  static func text(_ name: String) throws -> String {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return try String(contentsOf: folder.appending(path: "Golden/LMEval/\(name)"), encoding: .utf8)
  }

  /// JSON with its fields in order.
  struct Reader {
    var scalars: Substring.UnicodeScalarView

    static func read(_ text: String) -> PythonValue {
      var reader = Reader(scalars: Substring(text).unicodeScalars)
      return reader.value()
    }

    mutating func value() -> PythonValue {
      skip()
      switch scalars.first {
      case "{":
        return .object(
          items("}") { reader in
            guard case .string(let name) = reader.value() else { return LMEvalField("", PythonValue.none) }
            reader.skip()
            reader.scalars.removeFirst()
            return LMEvalField(name, reader.value())
          })
      case "[": return .list(items("]") { $0.value() })
      case "\"": return .string(string())
      default: return word()
      }
    }

    private mutating func items<Item>(_ end: Unicode.Scalar, _ item: (inout Reader) -> Item) -> [Item] {
      scalars.removeFirst()
      var items: [Item] = []
      skip()
      while let next = scalars.first, next != end {
        items.append(item(&self))
        skip()
        if scalars.first == "," { scalars.removeFirst() }
        skip()
      }
      scalars.removeFirst()
      return items
    }

    private mutating func string() -> String {
      var literal = String.UnicodeScalarView([scalars.removeFirst()])
      while let next = scalars.first, next != "\"" {
        literal.append(scalars.removeFirst())
        if next == "\\" { literal.append(scalars.removeFirst()) }
      }
      literal.append(scalars.removeFirst())
      let decoded = try? JSONDecoder().decode([String].self, from: Data("[\(String(literal))]".utf8))
      return decoded?.first ?? ""
    }

    private mutating func word() -> PythonValue {
      let word = String(String.UnicodeScalarView(scalars.prefix { !", ]}\n".unicodeScalars.contains($0) }))
      scalars.removeFirst(word.unicodeScalars.count)
      switch word {
      case "null": return PythonValue.none
      case "true", "false": return .bool(word == "true")
      default: return Int(word).map(PythonValue.int) ?? .double(Double(word) ?? .nan)
      }
    }

    mutating func skip() { scalars = scalars.drop { $0 == " " || $0 == "\n" } }
  }

  static let types: [String: OutputType] = [
    "toy_choice": .multipleChoice, "toy_word": .loglikelihood, "toy_text": .loglikelihoodRolling,
  ]
  static let metrics: [String: [MetricConfiguration]] = [
    "toy_choice": [MetricConfiguration(.acc), MetricConfiguration(.accNorm), MetricConfiguration(.exactMatch)],
    "toy_word": MetricConfiguration.defaults(for: .loglikelihood),
    "toy_text": MetricConfiguration.defaults(for: .loglikelihoodRolling),
  ]

  struct Doc {
    let recorded: PythonValue
    let input: MetricInput
  }

  static func docs(_ task: String) throws -> [Doc] {
    try text("run_samples_\(task).jsonl").split(separator: "\n").map { line in
      let recorded = Reader.read(String(line))
      let type = try #require(types[task])
      let answers = recorded["filtered_resps"].items.map { $0.items.isEmpty ? [$0] : $0.items }
      let choices = type == .multipleChoice ? recorded["doc"]["choices"].items.map(\.text) : []
      let words = recorded["target"].text.split(omittingEmptySubsequences: true) { $0.isWhitespace }.count
      return Doc(
        recorded: recorded,
        input: MetricInput(
          outputType: type, choices: choices,
          gold: type == .multipleChoice ? .choice(Int(recorded["target"].text) ?? -1) : .text(recorded["target"].text),
          loglikelihoods: answers.map { Double($0[0].text) ?? .nan },
          isGreedy: answers.map { $0.last?.text == "True" }, words: words, bytes: recorded["target"].text.utf8.count))
    }
  }

  static func sample(_ doc: Doc, task: String) throws -> LMEvalSample {
    let recorded = doc.recorded
    let names = MetricName.allCases.filter { name in metrics[task]?.contains { $0.name == name.rawValue } == true }
    return LMEvalSample(
      docID: recorded["doc_id"].integer, doc: recorded["doc"], target: recorded["target"].text,
      arguments: recorded["arguments"].fields.map { $0.value.fields.map(\.value.text) },
      responses: zip(doc.input.loglikelihoods, doc.input.isGreedy).map {
        LMEvalSample.Response(loglikelihood: $0, isGreedy: task == "toy_text" ? nil : $1)
      },
      metrics: try names.map { name in
        LMEvalSample.Metric(name: name.rawValue, value: try #require(try name.value(of: doc.input)))
      },
      hashes: LMEvalSample.Hashes(
        doc: recorded["doc_hash"].text, prompt: recorded["prompt_hash"].text, target: recorded["target_hash"].text))
  }

  static func taskMetrics(_ task: String) throws -> TaskMetrics {
    let columns = try MetricColumn.columns(metrics[task] ?? [], docs: docs(task).map(\.input))
    return try TaskMetrics(task: task, columns: columns, resamples: 1000)
  }

  static func results(_ recorded: PythonValue) throws -> LMEvalResults {
    let names = ["toy_choice", "toy_word", "toy_text"]
    let tasks = try names.map { name in
      LMEvalTask(
        alias: name == "toy_word" ? "the last word" : name, version: recorded["versions"][name],
        numFewshot: .int(0), metrics: try taskMetrics(name),
        higherIsBetter: (metrics[name] ?? []).map {
          LMEvalDirection(metric: $0.name, higherIsBetter: $0.higherIsBetter)
        }, configuration: recorded["configs"][name], originalDocs: try docs(name).count)
    }
    let group = GroupMetrics(
      group: "toy", metrics: [AggregateMetric(metric: "acc")], tasks: tasks.prefix(2).map(\.metrics))
    return LMEvalResults(
      tasks: tasks,
      groups: [LMEvalGroup(alias: "toys", version: "3", members: ["toy_choice", "toy_word"], metrics: group)])
  }

  /// The perplexity's standard error comes from 1,000 resamples of three docs there; ours has no luck in it.
  static func withoutBootstrap(_ text: String) -> [String] {
    text.components(separatedBy: "\n").map { line in
      line.contains("perplexity_stderr,none") && !line.contains("N/A") ? "bootstrap" : line
    }
  }

  @Test(arguments: ["toy_choice", "toy_word", "toy_text"])
  func `samples are lm-eval's, byte for byte`(task: String) throws {
    let samples = try Self.docs(task).map { try Self.sample($0, task: task) }
    #expect(LMEvalFiles(time: "t").samples(samples) == (try Self.text("run_samples_\(task).jsonl")))
  }

  @Test func `the results file is lm-eval's, byte for byte but for a bootstrap`() throws {
    let text = try Self.text("run_results.json")
    let recorded = Reader.read(text)
    var run = LMEvalRun(
      model: "Formula", modelArguments: "model=toy/formula", modelName: "toy/formula", date: recorded["date"].number,
      seconds: Double(recorded["total_evaluation_time_seconds"].text) ?? 0)
    run.resamples = 1000
    run.modelSource = "CUSTOM"
    run.environment = "N/A (torch not installed)"
    run.gitHash = recorded["git_hash"].text
    run.taskHashes = recorded["task_hashes"].fields
    let ours = LMEvalFiles(time: "t").results(try Self.results(recorded), run: run)
    for (own, theirs) in zip(Self.withoutBootstrap(ours), Self.withoutBootstrap(text)) { #expect(own == theirs) }
    #expect(Self.withoutBootstrap(ours) == Self.withoutBootstrap(text))
  }

  @Test func `the tables are lm-eval's but for a bootstrap`() throws {
    let results = try Self.results(Reader.read(try Self.text("run_results.json")))
    let ours = results.table(.tasks) + "\n" + results.table(.groups)
    let recorded = try Self.text("run_table.txt")
    let lines = zip(ours.components(separatedBy: "\n"), recorded.components(separatedBy: "\n"))
    for (own, theirs) in lines where !theirs.contains("|perplexity") { #expect(own == theirs) }
    #expect(ours.count == recorded.count)
  }

  @Test func `files are named by time, and their folder by the model`() {
    let files = LMEvalFiles(time: "2026-01-02T03:04:05.678901")
    #expect(files.resultsName == "results_2026-01-02T03-04-05.678901.json")
    #expect(files.samplesName(task: "piqa") == "samples_piqa_2026-01-02T03-04-05.678901.jsonl")
    let date = Date(timeIntervalSince1970: 1_767_323_045.678901)
    #expect(LMEvalFiles(date: date, zone: .gmt).time.hasPrefix("2026-01-02T03-04-05.67890"))
    let tokyo = TimeZone(secondsFromGMT: 9 * 3600) ?? .gmt
    #expect(LMEvalFiles(date: date, zone: tokyo).time.hasPrefix("2026-01-02T12-04-05.67890"))
    let run = LMEvalRun(model: "rwkv", modelArguments: "", modelName: "a//b:c?*d.pth", date: 0, seconds: 0)
    #expect(run.folderName == "a__b__c__d.pth")
  }
}

extension PythonValue {
  fileprivate subscript(_ name: String) -> PythonValue { fields.first { $0.name == name }?.value ?? PythonValue.none }

  fileprivate var fields: [LMEvalField] {
    guard case .dictionary(let fields) = self else { return [] }
    return fields.map { LMEvalField($0.key, $0.value) }
  }

  fileprivate var items: [PythonValue] {
    guard case .list(let items) = self else { return [] }
    return items
  }

  fileprivate var text: String {
    guard case .string(let text) = self else { return "" }
    return text
  }

  fileprivate var integer: Int {
    guard case .int(let value) = self else { return -1 }
    return value
  }

  fileprivate var number: Double {
    guard case .double(let value) = self else { return .nan }
    return value
  }
}

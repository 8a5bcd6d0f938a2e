internal import Console
internal import EvalCore
internal import Foundation

/// Reads a task's data and renders its docs, few-shot examples included.
public struct TaskReader: Sendable {
  /// Where the user says that data is.
  public var overrides = DataOverrides()
  /// Docs of every task; nil for all.
  public var limit: DocLimit?
  /// Few-shot examples that the user asks for; nil for what the tasks say.
  public var numFewshot: Int?
  /// lm-evaluation-harness's few-shot seed.
  public var fewShotSeed = 1234
  private let store = DataStore()

  /// A reader with defaults for all that can be chosen.
  public init() {}

  /// Reads and renders a task.
  ///
  /// - Parameter families: Other names under which the user may point to its data.
  /// - Throws: What is wrong with the data, the few-shot examples or a doc, naming the task.
  public func read(_ task: TaskConfiguration, families: [String] = []) throws -> RenderedTask {
    let loader = DocLoader(
      reference: reference(of: task, families: families), folder: URL(filePath: task.folder), overrides: overrides,
      store: store)
    let docs = try process(task.processDocs, loader.docs(split: task.splits.evaluated), task)
    return try render(
      task, docs: docs, count: limit?.docs(of: docs.count) ?? docs.count, of: docs.count,
      fewShotDocs: { try fewShotDocs(of: task, loader) })
  }

  /// Renders the first docs of a task.
  ///
  /// - Parameters:
  ///   - originalDocs: Docs of the split, those among them that are not given too.
  ///   - fewShotDocs: What few-shot examples are drawn from; asked for where there are any.
  func render(
    _ task: TaskConfiguration, docs: [Doc], count: Int, of originalDocs: Int, fewShotDocs: () throws -> [Doc]
  ) throws -> RenderedTask {
    let shots = task.shots(requested: numFewshot)
    let renderer = try DocRenderer(task, docs: docs)
    guard shots > 0, task.outputType != .loglikelihoodRolling else {
      let rendered = try docs.prefix(count).enumerated().map { try renderer.render($1, docID: $0) }
      return RenderedTask(configuration: task, docs: rendered, originalDocs: originalDocs, shots: shots)
    }
    var sampler = FewShotSampler(
      task.fewShot.sampler, docs: try fewShotDocs(), task: task.name, seed: fewShotSeed)
    var examples = ExampleTexts(renderer)
    let rendered = try docs.prefix(count).enumerated().map { docID, doc in
      let drawn = try sampler.examples(shots, excluding: task.fewShot.excludesEvaluatedDoc ? doc : nil)
      var rendered = try renderer.render(doc, docID: docID, examples: examples.texts(of: drawn))
      rendered.isOwnExample = drawn.contains { FewShotSampler.areEqual($0, doc) }
      return rendered
    }
    return RenderedTask(configuration: task, docs: rendered, originalDocs: originalDocs, shots: shots)
  }

  /// What the task says about its data.
  ///
  /// - Parameter families: Other names under which the user may point to it.
  public func reference(of task: TaskConfiguration, families: [String]) -> DatasetReference {
    var splits = [task.splits.evaluated]
    if task.shots(requested: numFewshot) > 0, case .split(let split, _) = task.fewShot.source, split != splits[0] {
      splits.append(split)
    }
    return DatasetReference(
      task: task.name, families: families + task.tags + [URL(filePath: task.folder).lastPathComponent],
      path: task.dataset.path, name: task.dataset.name, options: task.dataset.keywords, splits: splits)
  }

  private func fewShotDocs(of task: TaskConfiguration, _ loader: DocLoader) throws -> [Doc] {
    switch task.fewShot.source {
    case .samples(let docs): docs
    case .split(let split, let processDocs): try process(processDocs, loader.docs(split: split), task)
    }
  }

  private func process(_ function: FunctionReference?, _ docs: [Doc], _ task: TaskConfiguration) throws -> [Doc] {
    guard let function else { return docs }
    guard case .processDocs(let body) = function.native else {
      throw UserError(
        "process_docs names \(function), which has no Swift form that makes docs", path: task.path,
        remedy: "Prepare the data beforehand, and leave process_docs out.")
    }
    return try body(docs)
  }
}

/// A task with what a run asks about each of its docs.
public struct RenderedTask: Sendable {
  /// The task's configuration.
  public let configuration: TaskConfiguration
  /// The docs that are evaluated, in the order of the data.
  public let docs: [RenderedDoc]
  /// Docs of the split, before any limit.
  public let originalDocs: Int
  /// Few-shot examples of every doc.
  public let shots: Int
}

/// How many docs of a task are evaluated: lm-evaluation-harness's `--limit`.
public enum DocLimit: Sendable, Hashable {
  /// The first docs.
  case count(Int)
  /// That share of the docs, the first ones, rounded up.
  case share(Double)

  /// A whole number of at least 1 or a share below 1; nil for anything else.
  public init?(_ text: String) {
    if let count = Int(text), count > 0 {
      self = .count(count)
    } else if let share = Double(text), share > 0, share < 1 {
      self = .share(share)
    } else {
      return nil
    }
  }

  /// Docs out of `total`.
  public func docs(of total: Int) -> Int {
    switch self {
    case .count(let count): min(count, total)
    case .share(let share): Int((Double(total) * share).rounded(.up))
    }
  }
}

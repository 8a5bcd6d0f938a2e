import EvalCore
import EvalTasks
import Foundation
import RWKVModel
import RWKVScoring

/// Docs, prompt and model brought together: requests out, outcomes back.
struct MMLUEvaluation {
  /// Outcomes and how much was computed for them.
  struct Scored {
    let outcomes: [Outcome]
    let work: RunManifest.Work?
    /// What a looped program did to hidden states; nil for others.
    ///
    /// Of a run that was stopped and went on, the last part has it alone.
    let trace: DepthTrace?
  }

  private let loaded: LoadedModel
  private let data: MMLUDataSet
  private let template: PromptTemplate
  private let options: DataOptions
  private let promptName: String
  private let items: [MMLUItem]
  private let contextsSHA256: String

  init(loaded: LoadedModel, data options: DataOptions, prompt: PromptOptions) throws {
    self.loaded = loaded
    self.options = options
    promptName = prompt.prompt
    data = try options.load(standard: loaded.bundledData)
    template = try prompt.template()
    var items: [MMLUItem] = []
    var digest = PromptDigest()
    for subject in data.subjects {
      for (doc, rendered) in zip(subject.docs, try template.render(subject)) {
        items.append(MMLUItem(subject: subject, doc: doc, prompt: rendered))
        digest.add(task: subject.task, docID: doc.row, promptHash: rendered.promptHash)
      }
    }
    self.items = items
    contextsSHA256 = digest.sha256
  }

  /// What a run prints before it starts, a line each.
  var introduction: [String] {
    var lines = [
      "data: \(data.path), \(data.split.rawValue) split, \(Self.counted(items.count, "doc")) of "
        + Self.counted(data.subjects.count, "subject"),
      "prompt: \(promptName), \(options.numFewshot)-shot",
    ]
    if !data.absentSubjects.isEmpty {
      lines.append(
        "note: the data lacks \(data.absentSubjects.count) of MMLU's 57 subjects; the total is not comparable with published ones"
      )
    }
    return lines
  }

  private static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  func manifest(startedAt: Date) -> RunManifest {
    let task = RunManifest.Task(
      name: "mmlu", dataPath: data.path, dataSHA256: data.dataSHA256, split: data.split.rawValue,
      numFewshot: options.numFewshot, prompt: promptName, promptSHA256: template.sha256, contextsSHA256: contextsSHA256,
      limit: options.limit, subjects: options.subjects, docs: items.count)
    var manifest = RunManifest(
      toolVersion: toolVersion, commandLine: CommandLine.arguments, startedAt: startedAt.formatted(.iso8601),
      model: loaded.manifest, task: task,
      machine: MachineDescription.manifest(loaded.engine, precision: loaded.precision))
    manifest.layout = loaded.layout
    return manifest
  }

  /// Every doc's outcome without answers, in run order.
  var docs: [Outcome] { items.map(\.doc) }

  /// Scores every choice of every doc.
  ///
  /// - Parameters:
  ///   - kept: Outcomes that are there already.
  ///   - onOutcomes: Gets the others as they are completed.
  func score(kept: [Outcome], onOutcomes: ([Outcome]) throws -> Void) throws -> Scored {
    var collector = OutcomeCollector(docs: docs, readouts: loaded.languageModel.readouts, kept: kept)
    let requests = items.flatMap(\.requests)
    guard let rwkv = loaded.rwkv else {
      let answers = try loaded.languageModel.loglikelihoods(of: requests) { _ in }
      try onOutcomes(collector.add(Array(requests.indices), answers))
      return Scored(outcomes: collector.outcomes, work: nil, trace: nil)
    }
    let line = ProgressLine("docs", total: items.count, done: kept.count)
    defer { line.clear() }
    let scored = try rwkv.scorer.score(
      requests, withTrace: rwkv.programs.contains { $0.loops != nil }, known: collector.knownRequests,
      progress: { line.update($0) },
      onBatch: { batch, answers in
        let outcomes = collector.add(batch, answers)
        line.count(outcomes.count)
        try onOutcomes(outcomes)
      })
    return Scored(outcomes: collector.outcomes, work: scored.work, trace: scored.trace)
  }
}

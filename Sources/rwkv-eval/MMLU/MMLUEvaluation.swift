import EvalCore
import EvalTasks
import Foundation
import RWKVScoring

/// Docs, prompt and model brought together: requests out, outcomes back.
struct MMLUEvaluation {
  /// One doc with the prompt made from it.
  private struct Item {
    let subject: MMLUSubject
    let doc: MMLUDoc
    let prompt: RenderedPrompt
  }

  /// Outcomes and how much was computed for them.
  struct Scored {
    let outcomes: [Outcome]
    let work: RunManifest.Work?
  }

  private let loaded: LoadedModel
  private let data: MMLUDataSet
  private let template: PromptTemplate
  private let options: DataOptions
  private let promptName: String
  private let items: [Item]
  private let contextsSHA256: String

  init(loaded: LoadedModel, data options: DataOptions, prompt: PromptOptions) throws {
    self.loaded = loaded
    self.options = options
    promptName = prompt.prompt
    data = try options.load(standard: loaded.bundledData)
    template = try prompt.template()
    var items: [Item] = []
    var digest = PromptDigest()
    for subject in data.subjects {
      for (doc, rendered) in zip(subject.docs, try template.render(subject)) {
        items.append(Item(subject: subject, doc: doc, prompt: rendered))
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
    return RunManifest(
      toolVersion: toolVersion, commandLine: CommandLine.arguments, startedAt: startedAt.formatted(.iso8601),
      model: loaded.manifest, task: task, machine: MachineDescription.manifest(loaded.engine))
  }

  /// Scores every choice of every doc.
  func score() throws -> Scored {
    let requests = items.flatMap(\.prompt.requests)
    let progress = ProgressLine()
    defer { progress.clear() }
    guard let rwkv = loaded.rwkv else {
      let answers = try loaded.languageModel.loglikelihoods(of: requests, progress: progress.update)
      return Scored(outcomes: outcomes(answers), work: nil)
    }
    let scored = try rwkv.scorer.score(requests, progress: progress.update)
    return Scored(outcomes: outcomes(scored.answers), work: scored.work)
  }

  private func outcomes(_ answers: [[Loglikelihood]]) -> [Outcome] {
    let readouts = loaded.languageModel.readouts
    var next = 0
    return items.map { item in
      let own = answers[next..<(next + item.prompt.continuations.count)]
      next += own.count
      return Outcome(
        task: item.subject.task, docID: item.doc.row, docHash: item.doc.hash, promptHash: item.prompt.promptHash,
        targetHash: item.prompt.targetHash, choices: item.prompt.choices, gold: item.prompt.gold,
        answers: readouts.indices.map { readout in
          let choices = own.map { $0[readout] }
          return Outcome.Answer(
            loops: readouts[readout].loops, logprobs: choices.map(\.logprob), isGreedy: choices.map(\.isGreedy),
            fault: choices.lazy.compactMap(\.fault).first)
        })
    }
  }
}

import EvalCore
import EvalTasks
import Jinja

/// What a user must know of tasks before anything is scored, found in their docs and options.
struct TaskNotes {
  let tasks: [RenderedTask]
  /// `--num-fewshot`; nil where it is not given.
  let numFewshot: Int?

  /// A line each.
  var lines: [String] { unusedShots + ownExamples + withoutRightAnswer }

  private var unusedShots: [String] {
    guard let numFewshot else { return [] }
    let fixed = tasks.filter { $0.configuration.fewShotCount == 0 && numFewshot > 0 }
    let rolling = tasks.filter {
      $0.configuration.outputType == .loglikelihoodRolling && $0.configuration.fewShotCount != 0 && numFewshot > 0
    }
    return [
      Self.note(
        fixed, "--num-fewshot \(numFewshot) is not used for", "which its file sets to num_fewshot: 0",
        "whose files say num_fewshot: 0"),
      Self.note(
        rolling, "--num-fewshot \(numFewshot) is not used for", "whose whole texts are scored",
        "whose whole texts are scored"),
    ].compactMap(\.self)
  }

  private static func note(_ tasks: [RenderedTask], _ what: String, _ one: String, _ several: String) -> String? {
    guard !tasks.isEmpty else { return nil }
    return "note: \(what) \(names(tasks)), \(tasks.count == 1 ? one : several)"
  }

  private var ownExamples: [String] {
    Self.counted(tasks) { $0.isOwnExample }.map { found in
      let configuration = found.task.configuration
      let source =
        switch configuration.fewShot.source {
        case .samples: "fewshot_config.samples"
        case .split(let split, _) where split == configuration.splits.evaluated: "the evaluated split \"\(split)\""
        case .split(let split, _): "the split \"\(split)\", which holds these docs too"
        }
      return "note: \(found.count) of \(found.task.docs.count) docs of \(configuration.name) are among their own "
        + "few-shot examples, with their answers, the first is doc \(found.first.docID); the examples come from \(source). "
        + "Name another with fewshot_split"
    }
  }

  private var withoutRightAnswer: [String] {
    Self.counted(tasks) { $0.gold == .outOfRange }.map { found in
      "note: \(found.count) of \(found.task.docs.count) docs of \(found.task.configuration.name) have no right answer and "
        + "count as wrong, as in lm-eval; the first is doc \(found.first.docID), whose answer "
        + "\(String(found.first.target.prefix(40)).debugDescription) is neither the text nor the index of one of its "
        + "\(found.first.choices.count) choices"
    }
  }

  private struct Found {
    let task: RenderedTask
    let count: Int
    let first: RenderedDoc
  }

  private static func counted(_ tasks: [RenderedTask], where holds: (RenderedDoc) -> Bool) -> [Found] {
    tasks.compactMap { task in
      guard let first = task.docs.first(where: holds) else { return nil }
      return Found(task: task, count: task.docs.count(where: holds), first: first)
    }
  }

  /// The names of the first tasks, and how many more there are.
  private static func names(_ tasks: [RenderedTask]) -> String {
    let shown = tasks.prefix(5).map(\.configuration.name).joined(separator: ", ")
    return tasks.count > 5 ? "\(shown) and \(tasks.count - 5) more tasks" : shown
  }
}

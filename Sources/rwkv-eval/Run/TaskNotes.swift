import EvalCore
import EvalTasks
import PythonValues

/// What a user must know of tasks before anything is scored, found in their docs and options.
struct TaskNotes {
  let tasks: [RenderedTask]
  /// `--num-fewshot`; nil where it is not given.
  let numFewshot: Int?

  /// A line each.
  var lines: [String] { unusedShots + ownExamples + withoutRightAnswer }

  private var unusedShots: [String] {
    guard let numFewshot else { return [] }
    let fixed = tasks.filter { $0.configuration.numFewshot == 0 && numFewshot > 0 }
    let rolling = tasks.filter {
      $0.configuration.outputType == .loglikelihoodRolling && $0.configuration.numFewshot != 0 && numFewshot > 0
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
    guard let found = Found(in: tasks, where: \.isOwnExample) else { return [] }
    return [
      "note: \(found.share) are among their own few-shot examples, with their answers; the first is \(found.place), whose "
        + "examples come from \(Self.source(of: found.first.configuration))"
    ]
  }

  private static func source(of task: TaskConfiguration) -> String {
    switch task.fewShot.source {
    case .samples: "fewshot_config.samples. Take it out there"
    case .split(let split, _):
      split == task.splits.evaluated
        ? "the evaluated split \"\(split)\". Name another with fewshot_split"
        : "the split \"\(split)\", which holds it too. Take it out there"
    }
  }

  private var withoutRightAnswer: [String] {
    guard let found = Found(in: tasks, where: { $0.gold == .outOfRange }) else { return [] }
    return [
      "note: \(found.share) have no right answer and count as wrong, as in lm-eval; the first is \(found.place), whose answer "
        + "\(String(found.doc.target.prefix(40)).debugDescription) is neither the text nor the index of one of its "
        + "\(found.doc.choices.count) choices"
    ]
  }

  /// The docs of which something holds.
  private struct Found {
    let first: RenderedTask
    let doc: RenderedDoc
    /// For example `2 of 3 docs of colours`.
    let share: String

    /// Nil where there are none.
    init?(in tasks: [RenderedTask], where holds: (RenderedDoc) -> Bool) {
      let concerned = tasks.filter { $0.docs.contains(where: holds) }
      guard let first = concerned.first, let doc = first.docs.first(where: holds) else { return nil }
      self.first = first
      self.doc = doc
      let count = concerned.reduce(0) { $0 + $1.docs.count(where: holds) }
      let total = concerned.reduce(0) { $0 + $1.docs.count }
      share = "\(count) of \(total) docs of \(TaskNotes.names(concerned))"
    }

    /// The first doc.
    var place: String { "\(first.configuration.name) doc \(doc.docID)" }
  }

  /// The names of the first tasks, and how many more there are.
  fileprivate static func names(_ tasks: [RenderedTask]) -> String {
    let shown = tasks.prefix(5).map(\.configuration.name).joined(separator: ", ")
    return tasks.count > 5 ? "\(shown) and \(tasks.count - 5) more tasks" : shown
  }
}

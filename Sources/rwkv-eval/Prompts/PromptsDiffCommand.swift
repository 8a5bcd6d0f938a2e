import ArgumentParser
import EvalCore
import EvalReport
import EvalTasks
import PythonValues

/// `rwkv-eval prompts diff`: two prompts on one doc, and what they do to scores.
struct PromptsDiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Shows how two prompts differ on a doc, in text and in tokens, and in scores.",
    discussion: """
      The doc is one of MMLU or, with --tasks, of any task. Without --subject and --doc a random one is taken; --seed takes \
      the same one again. With --scores the two stored runs, made with these prompts, are compared doc by doc as \
      `rwkv-eval compare` does.
      """)

  @Argument(help: ArgumentHelp("The first prompt: a name or a file.", valueName: "a"))
  var first: String

  @Argument(help: ArgumentHelp("The second prompt: a name or a file.", valueName: "b"))
  var second: String

  @OptionGroup(title: "Data") var docs: PromptDocOptions

  @Option(help: "Subject of the doc, with --tasks its task. Default: any.")
  var subject: String?

  @Option(help: "Row of the doc in the subject's file, from 0. Default: any.")
  var doc: Int?

  @Option(
    help: "Seed of the random choice. Default: another one each time.", transform: SplitMix64.seed(argument:))
  var seed: UInt64?

  @Option(help: "RWKV World vocabulary file, for the tokens. Default: found beside the data.")
  var tokenizer: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Two runs, one with A and one with B: \(RunReference.help).", valueName: "runs"))
  var scores: [String] = []

  func validate() throws {
    guard scores.isEmpty || scores.count == 2 else {
      throw ValidationError("--scores takes two runs, got \(scores.count): the one with A, then the one with B.")
    }
  }

  func run() throws {
    let library = try PromptLibrary.bundled()
    let prompts = [try library.prompt(first), try library.prompt(second)]
    let runs = try zip(prompts, scores).map { try PromptRun($1, madeWith: $0) }
    let seed = seed ?? UInt64.random(in: 0..<1_000_000)
    let loaded = try prompts.map { try docs.loaded(under: $0) }
    let chosen = try chooseDoc(loaded[0].tasks, seed: seed)
    let rendered = loaded.map { $0.tasks[chosen.task].docs[chosen.doc] }
    let parts = [
      title(of: rendered[0], in: loaded[0].tasks[chosen.task], seed: seed),
      PromptDiffText(prompts: prompts, docs: rendered, style: .ofStandardOutput).text,
      try TokenComparison(
        tokenizer: tokenizer, place: try docs.vocabularyPlace
      ).text(prompts, rendered),
    ]
    try ReportOutput(path: nil).write(parts.joined(separator: "\n") + "\n")
    guard !runs.isEmpty else { return }
    try ReportOutput(path: nil).write("\n")
    try PromptRun.compare(runs)
  }

  private func title(of doc: RenderedDoc, in task: RenderedTask, seed: UInt64) -> String {
    let isRandom = subject == nil || self.doc == nil
    return "doc \(doc.docID) of \(task.shortName), \(task.configuration.splits.evaluated) split, \(task.shots)-shot"
      + (isRandom ? " (chosen by --seed \(seed))" : "")
  }

  /// A doc by its place.
  private struct Place { let task, doc: Int }

  /// The doc that is asked for, or one at random: without a subject every doc is equally likely.
  private func chooseDoc(_ tasks: [RenderedTask], seed: UInt64) throws -> Place {
    var generator = SplitMix64(seed: seed)
    guard let subject else {
      guard doc == nil else { throw InputError("--doc: is a row without a subject", remedy: "Add --subject NAME") }
      return Self.place(Int.random(in: 0..<tasks.reduce(0) { $0 + $1.docs.count }, using: &generator), in: tasks)
    }
    guard let task = tasks.firstIndex(where: { $0.shortName == subject || $0.configuration.name == subject }) else {
      throw InputError(
        "--subject: there is no \"\(subject)\"",
        remedy: String(DidYouMean.sentence(subject, in: tasks.map(\.shortName)).dropLast()))
    }
    let docs = tasks[task].docs
    let index = doc ?? Int.random(in: docs.indices, using: &generator)
    guard docs.indices.contains(index) else {
      throw InputError("--doc: \(subject) has no doc \(index)", remedy: "Its docs are 0 to \(docs.count - 1)")
    }
    return Place(task: task, doc: index)
  }

  /// A doc by its number among those of all tasks.
  private static func place(_ number: Int, in tasks: [RenderedTask]) -> Place {
    var doc = number
    for (index, task) in tasks.enumerated() {
      if doc < task.docs.count { return Place(task: index, doc: doc) }
      doc -= task.docs.count
    }
    preconditionFailure("doc \(number) beyond the last task")
  }
}

extension RenderedTask {
  /// The name without that of its group.
  fileprivate var shortName: String { configuration.alias ?? configuration.name }
}

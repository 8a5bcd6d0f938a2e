import ArgumentParser
import Console
import EvalCore
import EvalReport
import EvalTasks
import PythonValues
import RWKVModel

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

  @Option(help: "RWKV World vocabulary file or tokenizer.json, for the tokens. Default: found beside the data.")
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
      guard doc == nil else { throw UserError("--doc: is a row without a subject", remedy: "Add --subject NAME") }
      return Self.place(Int.random(in: 0..<tasks.reduce(0) { $0 + $1.docs.count }, using: &generator), in: tasks)
    }
    guard let task = tasks.firstIndex(where: { $0.shortName == subject || $0.configuration.name == subject }) else {
      throw UserError(
        "--subject: there is no \"\(subject)\"",
        remedy: String(DidYouMean.sentence(subject, in: tasks.map(\.shortName)).dropLast()))
    }
    let docs = tasks[task].docs
    let index = doc ?? Int.random(in: docs.indices, using: &generator)
    guard docs.indices.contains(index) else {
      throw UserError("--doc: \(subject) has no doc \(index)", remedy: "Its docs are 0 to \(docs.count - 1)")
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

/// A doc under two prompts as a unified diff for a terminal.
struct PromptDiffText {
  let prompts: [Prompt]
  /// The doc under each.
  let docs: [RenderedDoc]
  let style: TextStyle

  /// Both names, every line of both contexts, and the continuations.
  var text: String {
    let head = [
      coloured("--- \(prompts[0].name) (\(prompts[0].path))", "1;31"),
      coloured("+++ \(prompts[1].name) (\(prompts[1].path))", "1;32"),
    ]
    let diff = TextDiff(from: docs[0].context, to: docs[1].context)
    let same = diff.isEmpty ? ["The contexts are the same, byte for byte."] : []
    return (head + diff.lines.map(line) + ["\\ end of the contexts"] + same + continuations).joined(separator: "\n")
  }

  private func line(_ line: TextDiff.Line) -> String {
    let text = VisibleText.escaped(line.text)
    return switch line.change {
    case .kept: " " + text
    case .removed: coloured("-" + text, "31")
    case .inserted: coloured("+" + text, "32")
    }
  }

  private var continuations: [String] {
    let lists = docs.map { doc in
      doc.requests.map { "\"\(VisibleText.escaped($0.continuation))\"" }.joined(separator: " ")
    }
    if lists[0] == lists[1] { return ["scored: \(lists[0]) (both)"] }
    return zip(prompts, lists).map { "scored: \($1) (\($0.name))" }
  }

  private func coloured(_ text: String, _ code: String) -> String {
    style == .ansi ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

/// How many tokens two contexts have, and where they part.
struct TokenComparison {
  /// What the user gave for `--tokenizer`.
  let tokenizer: String?
  /// Where a vocabulary is looked for otherwise.
  let place: String

  /// The counts and the first differing token; without a vocabulary beside the data, why they are not known.
  ///
  /// - Throws: When a vocabulary is named and cannot be used, or one is found and is broken.
  func text(_ prompts: [Prompt], _ docs: [RenderedDoc]) throws -> String {
    let path: String
    do { path = try vocabulary() } catch {
      guard tokenizer == nil else { throw error }
      return "tokens: not counted. \(error)"
    }
    let tokenizer = try Tokenizer(contentsOf: path)
    let tokens = try docs.map { try tokenizer.encode($0.context) }
    let counts = zip(prompts, tokens).map { "\($0.name) \($1.count)" }.joined(separator: ", ")
    return "tokens: \(counts) (without a start token; vocabulary \(path))\n" + parting(tokens, tokenizer)
  }

  private func vocabulary() throws -> String {
    try Tokenizer.locate(
      explicit: tokenizer, checkpoint: place, data: nil)
  }

  private func parting(_ tokens: [[Int]], _ tokenizer: Tokenizer) -> String {
    guard tokens[0] != tokens[1] else { return "first differing token: none" }
    let index = zip(tokens[0], tokens[1]).prefix { $0 == $1 }.count
    let shown = tokens.map { index < $0.count ? show($0[index], tokenizer) : "the end" }
    return "first differing token: number \(index + 1), after \(index) equal ones: \(shown[0]) | \(shown[1])"
  }

  private func show(_ token: Int, _ tokenizer: Tokenizer) -> String {
    let bytes = tokenizer.bytes(of: token) ?? []
    guard let text = String(validating: bytes, as: UTF8.self) else { return "\(token) (bytes \(bytes))" }
    return "\(token) \"\(VisibleText.escaped(text))\""
  }
}

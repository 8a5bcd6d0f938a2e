import ArgumentParser
import EvalCore
import EvalReport
import EvalTasks

/// `rwkv-eval prompts diff`: two prompts on one doc, and what they do to scores.
struct PromptsDiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Shows how two prompts differ on a doc, in text and in tokens, and in scores.",
    discussion: """
      Without --subject and --doc a random doc is taken; --seed takes the same one again. With --scores the two stored \
      runs, made with these prompts, are compared doc by doc as `rwkv-eval compare` does.
      """)

  @Argument(help: ArgumentHelp("The first prompt: a name or a file.", valueName: "a"))
  var first: String

  @Argument(help: ArgumentHelp("The second prompt: a name or a file.", valueName: "b"))
  var second: String

  @Option(help: "MMLU: a folder or an archive. Default: the bundled model's own questions.")
  var data: String?

  @Option(help: "Split that the doc is taken from: test, val or dev.")
  var split = "test"

  @Option(help: "Subject of the doc. Default: any.")
  var subject: String?

  @Option(help: "Row of the doc in the subject's file, from 0. Default: any.")
  var doc: Int?

  @Option(help: "Few-shot examples.")
  var numFewshot = 0

  @Option(
    help: "Seed of the random choice. Default: another one each time.", transform: SplitMix64.seed(argument:))
  var seed: UInt64?

  @Option(help: "RWKV World vocabulary file, for the tokens. Default: found beside the data.")
  var tokenizer: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Two runs of `mmlu`, with A and with B: \(RunReference.help).", valueName: "runs"))
  var scores: [String] = []

  func validate() throws {
    guard scores.isEmpty || scores.count == 2 else {
      throw ValidationError("--scores takes two runs, got \(scores.count): the one with A, then the one with B.")
    }
  }

  func run() throws {
    let library = try PromptLibrary.bundled()
    let templates = [try library.template(first), try library.template(second)]
    let runs = try zip(templates, scores).map { try PromptRun($1, madeWith: $0) }
    let seed = seed ?? UInt64.random(in: 0..<1_000_000)
    let chosen = try chooseDoc(seed: seed)
    let prompts = try templates.map { try $0.render(chosen.doc, fewshot: chosen.subject.fewshot) }
    let parts = [
      title(of: chosen, seed: seed),
      PromptDiffText(templates: templates, prompts: prompts, style: .ofStandardOutput).text,
      try TokenComparison(tokenizer: tokenizer, data: data).text(templates, prompts),
    ]
    try ReportOutput(path: nil).write(parts.joined(separator: "\n") + "\n")
    guard !runs.isEmpty else { return }
    try ReportOutput(path: nil).write("\n")
    try PromptRun.compare(runs)
  }

  private func title(of chosen: ChosenDoc, seed: UInt64) -> String {
    let isRandom = subject == nil || doc == nil
    return "doc \(chosen.doc.row) of \(chosen.subject.name), \(split) split, \(numFewshot)-shot"
      + (isRandom ? " (chosen by --seed \(seed))" : "")
  }

  private func chooseDoc(seed: UInt64) throws -> ChosenDoc {
    var options = DataOptions()
    options.data = data
    options.split = split
    options.subjects = []
    options.limit = nil
    options.numFewshot = numFewshot
    let data = try options.load(standard: try options.bundledData())
    var generator = SplitMix64(seed: seed)
    return try data.chooseDoc(subject: subject, row: doc, using: &generator)
  }
}

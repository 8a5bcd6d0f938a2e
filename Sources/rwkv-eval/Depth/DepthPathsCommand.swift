import ArgumentParser
import Console
import EvalCore
import EvalReport
import RWKVModel
import RWKVScoring

/// `rwkv-eval depth paths`: whether it matters where a recurrence starts.
struct DepthPathsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "paths",
    abstract:
      "Runs a looped model from other starts: are the ends the same, do they depend on the input, does noise grow?",
    discussion: """
      Every recurrent group goes on from zeros, from noise and from another token's end state in the place of what its first \
      loop left, and from a state disturbed by a thousandth. Without --model and --data the bundled model is asked about the \
      bundled questions. Where no loop sees the group's input again, path independence is not defined.
      """)

  @OptionGroup(title: "Model") var modelOptions: ModelOptions
  @OptionGroup(title: "Data") var dataOptions: DataOptions
  @OptionGroup(title: "Prompt") var promptOptions: PromptOptions
  @OptionGroup var progressOptions: ProgressOptions

  @Option(help: "Docs whose prompts are the inputs, evenly spaced over the data.")
  var docs = 16

  @Option(help: "Seed of the noise.", transform: SplitMix64.seed(argument:))
  var seed: UInt64 = 0

  @OptionGroup var form: DepthFormOptions

  func validate() throws {
    if docs < 2 { throw ValidationError("--docs \(docs): at least 2, to tell inputs apart") }
  }

  func run() throws {
    let loaded = try ModelLoader(options: modelOptions, data: dataOptions.data, needsTokenizer: true).load()
    guard let rwkv = loaded.rwkv else {
      throw UserError("\(loaded.manifest.name) is a baseline without layers", remedy: "Give --model a checkpoint")
    }
    guard let program = rwkv.programs.last, !program.recurrences.isEmpty else {
      throw UserError(
        "\(loaded.manifest.name): the program has no loops, so there are no paths to compare",
        remedy: "Add --loops N and --groups N, or choose a looped checkpoint")
    }
    let plan = try EvaluationPlan.mmlu(data: dataOptions, prompt: promptOptions, standard: loaded.bundledData)
    let contexts = plan.contexts(docs)
    guard contexts.count > 1 else {
      throw UserError("the data has one doc, and inputs are to be told apart", remedy: "Choose more with --limit")
    }
    progressOptions.introduce(loaded.introduction)
    let paths = try paths(of: contexts, rwkv)
    try loaded.requireUnchanged()
    let report = PathsReport(
      model: loaded.manifest.name, program: program.summary, inputs: contexts.count, recurrences: paths)
    try ReportOutput(path: nil).write(report.render(form.format, showsAll: form.all))
  }

  private func paths(of contexts: [LoglikelihoodRequest], _ rwkv: LoadedModel.RWKV) throws -> [RecurrencePaths] {
    var generator = SplitMix64(seed: seed)
    do {
      return try StopRequest.listening {
        try rwkv.scorer.paths(of: contexts, using: &generator, onApplication: { try StopRequest.check() })
      }
    } catch let request as StopRequest {
      printDiagnostic("stopped by \(request): nothing is kept. Fewer --docs take less time.")
      throw ExitCode(request.exitCode)
    }
  }
}

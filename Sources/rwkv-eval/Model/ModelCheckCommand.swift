import Console
import ArgumentParser
import EvalCore
import Foundation
import RWKVModel

/// `rwkv-eval model check`: whether a checkpoint under its program is consistent with itself.
struct ModelCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Checks causality, prefix sharing, token-by-token agreement and finiteness under the depth program.",
    discussion: """
      Looks at the first \(ModelCheck.mostTokens) tokens of a longer text. With --text also the loss of its first \
      \(TextLoss.mostTokens) tokens, beside that of programs which load the same tensors without an error: the one \
      that was trained has the lowest. Exit code 3 when a check fails.
      """)

  @Argument(help: "Checkpoint, or demo or demo-core.")
  var path: String

  @OptionGroup var modelOptions: ModelOptions

  @Option(help: "Text to check with, which also gives a loss; needs a tokenizer. Default: random tokens.")
  var text: String?

  @Option(help: "Number of random tokens.")
  var tokens = 24

  @Option(help: "Seed of the random tokens.", transform: SplitMix64.seed(argument:))
  var seed: UInt64 = 0

  func validate() throws {
    if !(3...ModelCheck.mostTokens).contains(tokens) {
      throw ValidationError("--tokens \(tokens): from 3 to \(ModelCheck.mostTokens)")
    }
    if modelOptions.precision != .fp32 {
      throw ValidationError(
        "--precision \(modelOptions.precision): the bounds of the checks are those of fp32; leave it out")
    }
  }

  func run() throws {
    var options = modelOptions
    options.model = path
    let loaded = try ModelLoader(options: options, data: nil, needsTokenizer: text != nil).load()
    guard let rwkv = loaded.rwkv else {
      throw UserError("\(path) is a baseline without layers", remedy: "Give the path of a checkpoint")
    }
    for line in loaded.introduction { printDiagnostic(line) }
    try rwkv.model.checkpoint.verify()
    let output = ReportOutput(path: nil)
    var failed = false
    let tokens = try sequence(rwkv)
    if tokens.count > ModelCheck.mostTokens {
      printDiagnostic(
        "note: checked on the first \(ModelCheck.mostTokens) of the text's \(tokens.count) tokens; the loss is of "
          + (tokens.count > TextLoss.mostTokens ? "the first \(TextLoss.mostTokens)" : "all"))
    }
    for program in rwkv.programs {
      let check = ModelCheck(rwkv.model, program: program, engine: loaded.engine, tokens: tokens)
      if let loops = program.loops { try output.write("\(loops) loops\n") }
      var findings = try check.findings()
      if text != nil { findings.append(try loss(program, rwkv, loaded.engine, tokens: tokens)) }
      try loaded.requireUnchanged()
      for finding in findings {
        failed = failed || finding.status == .fail
        let status = finding.status.rawValue.uppercased().padding(toLength: 8, withPad: " ", startingAt: 0)
        try output.write("\(status) \(finding.name): \(finding.detail)\n")
      }
    }
    if failed { throw ExitCode(3) }
  }

  /// The loss under the program, which fails where another one that loads the same tensors predicts the text clearly better.
  private func loss(
    _ program: DepthProgram, _ rwkv: LoadedModel.RWKV, _ engine: Engine, tokens: [Int]
  ) throws -> ModelCheck.Finding {
    let own = try TextLoss(rwkv.model, program: program, engine: engine, tokens: tokens)
    let siblings = try rwkv.configuration.siblings(loops: program.loops, of: rwkv.model).map { sibling in
      (sibling.name, try TextLoss(rwkv.model, program: sibling.program, engine: engine, tokens: tokens))
    }
    let better = siblings.filter { own.standardErrorsAbove($0.1) > Self.clearly }
    let parts = siblings.map { "\($0.0) \(nats($0.1.mean))" }
    return ModelCheck.Finding(
      name: "loss", status: better.isEmpty && own.mean.isFinite ? .pass : .fail,
      detail: "\(nats(own.mean)) nats a token over \(own.losses.count) tokens"
        + (parts.isEmpty ? "; no other program loads the same tensors" : "; " + parts.joined(separator: ", "))
        + better.map { ". This text is predicted better under \($0.0): was the checkpoint trained so?" }.joined())
  }

  /// Standard errors from which one program is called better than another.
  ///
  /// By chance that happens to one rival in 740, and to one of four in 185 at most, if the losses of a text's tokens were
  /// independent of each other; neighbouring ones are not quite, so it happens a little more often.
  private static let clearly = 3.0

  private func nats(_ value: Double) -> String {
    value.formatted(.number.precision(.fractionLength(4)).grouping(.never).locale(Locale(identifier: "en_US_POSIX")))
  }

  private func sequence(_ rwkv: LoadedModel.RWKV) throws -> [Int] {
    guard let text, let tokenizer = rwkv.tokenizer else {
      var generator = SplitMix64(seed: seed)
      return (0..<tokens).map { _ in Int.random(in: 0..<rwkv.model.shape.vocabulary, using: &generator) }
    }
    let encoded = try tokenizer.encode(text)
    guard encoded.count >= 3 else {
      throw UserError("--text gives \(encoded.count) tokens", remedy: "Give a text of at least 3 tokens")
    }
    if let token = encoded.first(where: { $0 >= rwkv.model.shape.vocabulary }) {
      throw UserError(
        "--text gives token \(token), outside the model's vocabulary of \(rwkv.model.shape.vocabulary)",
        remedy: "Use the tokenizer that belongs to the checkpoint (--tokenizer)")
    }
    return encoded
  }
}

import ArgumentParser
import Foundation
import RWKVModel

/// `rwkv-eval model check`: whether a checkpoint under its program is consistent with itself.
struct ModelCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Checks causality, prefix sharing, token-by-token agreement and finiteness under the depth program.",
    discussion: "Exit code 3 when a check fails.")

  @Argument(help: "Checkpoint, or demo or demo-core.")
  var path: String

  @OptionGroup var modelOptions: ModelOptions

  @Option(help: "Text to check with; needs a tokenizer. Default: random tokens.")
  var text: String?

  @Option(help: "Number of random tokens.")
  var tokens = 24

  @Option(help: "Seed of the random tokens.")
  var seed: UInt64 = 0

  func validate() throws {
    if tokens < 3 { throw ValidationError("--tokens \(tokens): at least 3") }
  }

  func run() throws {
    var options = modelOptions
    options.model = path
    let loaded = try ModelLoader(options: options, data: nil, needsTokenizer: text != nil).load()
    guard let rwkv = loaded.rwkv else {
      throw InputError("\(path) is a baseline without layers", remedy: "Give the path of a checkpoint")
    }
    for line in loaded.introduction { printDiagnostic(line) }
    try rwkv.model.checkpoint.verify()
    var failed = false
    for program in rwkv.programs {
      let check = ModelCheck(
        rwkv.model, program: program, engine: loaded.engine, tokens: try sequence(rwkv))
      if let loops = program.loops { print("\(loops) loops") }
      for finding in try check.findings() {
        failed = failed || finding.status == .fail
        print(
          "\(finding.status.rawValue.uppercased().padding(toLength: 8, withPad: " ", startingAt: 0)) \(finding.name): \(finding.detail)"
        )
      }
    }
    if failed { throw ExitCode(3) }
  }

  private func sequence(_ rwkv: LoadedModel.RWKV) throws -> [Int] {
    guard let text, let tokenizer = rwkv.tokenizer else {
      var generator = SeededGenerator(seed: seed)
      return (0..<tokens).map { _ in Int.random(in: 0..<rwkv.model.shape.vocabulary, using: &generator) }
    }
    let encoded = tokenizer.encode(text)
    guard encoded.count >= 3 else {
      throw InputError("--text gives \(encoded.count) tokens", remedy: "Give a text of at least 3 tokens")
    }
    if let token = encoded.first(where: { $0 >= rwkv.model.shape.vocabulary }) {
      throw InputError(
        "--text gives token \(token), outside the model's vocabulary of \(rwkv.model.shape.vocabulary)",
        remedy: "Use the tokenizer that belongs to the checkpoint (--tokenizer)")
    }
    return encoded
  }
}

import EvalCore

/// Something in which two runs differ.
struct ManifestDifference: Equatable {
  let name: String
  let first: String
  let second: String

  /// Everything that changes numbers and differs between two runs; the machine and the time do not.
  static func all(_ first: RunManifest, _ second: RunManifest) -> [ManifestDifference] {
    zip(aspects(first), aspects(second)).filter { $0.1 != $1.1 }.map {
      ManifestDifference(name: $0.0, first: $0.1 ?? "none", second: $1.1 ?? "none")
    }
  }

  private static func aspects(_ manifest: RunManifest) -> [(String, String?)] {
    let model = manifest.model
    let task = manifest.task
    return [
      ("model", model.name), ("checkpoint SHA-256", model.sha256), ("depth program", model.program),
      ("parameters", model.parameters.map { "\($0)" }),
      ("parameters, unrolled", model.costs.map { "\($0.unrolledParameters)" }),
      ("GFLOP a token", model.costs.map(\.gigaflops)),
      ("state, token by token", model.costs.map { "\($0.stateBytes) bytes" }),
      ("vocabulary SHA-256", model.tokenizerSHA256),
      ("start token", model.startToken.map { $0 ? "yes" : "no" }),
      ("longest text", model.maxLength.map { "\($0) tokens" }), ("prompt", task.prompt),
      ("prompt SHA-256", task.promptSHA256), ("few-shot examples", task.shotsText),
      ("contexts SHA-256", task.contextsSHA256), ("split", task.split), ("data SHA-256", task.dataSHA256),
      ("precision", manifest.machine.precision),
    ]
  }
}

import EvalCore

/// Something in which runs differ.
struct ManifestDifference: Equatable {
  /// What it is, for example `prompt`.
  let name: String
  /// Of every run, `none` where it has none.
  let values: [String]

  /// The first of two runs' values.
  var first: String { values[0] }
  /// The second of two runs' values.
  var second: String { values[1] }

  /// Everything that changes numbers and differs between two runs; the machine and the time do not.
  static func all(_ first: RunManifest, _ second: RunManifest) -> [ManifestDifference] { all([first, second]) }

  /// Everything that changes numbers and differs between runs; the machine and the time do not.
  static func all(_ manifests: [RunManifest]) -> [ManifestDifference] {
    let runs = manifests.map(aspects)
    return (runs.first ?? []).indices.compactMap { place in
      let values = runs.map { $0[place].1 }
      guard Set(values).count > 1 else { return nil }
      return ManifestDifference(name: runs[0][place].0, values: values.map { $0 ?? "none" })
    }
  }

  private static func aspects(_ manifest: RunManifest) -> [(String, String?)] {
    model(manifest.model) + [("exit rule", manifest.exit.map { ExitPolicyText(.rule($0)).text })]
      + task(manifest.task) + [("precision", manifest.machine.precision)]
  }

  private static func model(_ model: RunManifest.Model) -> [(String, String?)] {
    [
      ("model", model.name), ("checkpoint SHA-256", model.sha256), ("depth program", model.program),
      ("LoRA", model.lora?.text), ("tuned states", model.state?.text),
      ("parameters", model.parameters.map { "\($0)" }),
      ("parameters, unrolled", model.costs.map { "\($0.unrolledParameters)" }),
      ("GFLOP a token", model.costs.map(\.gigaflops)),
      ("state, token by token", model.costs.map { "\($0.stateBytes) bytes" }),
      ("vocabulary SHA-256", model.tokenizerSHA256),
      ("start token", model.startToken.map { $0 ? "yes" : "no" }),
      ("id of the start token", model.startTokenID.map { "\($0)" }),
      ("longest text", model.maxLength.map { "\($0) tokens" }),
    ]
  }

  private static func task(_ task: RunManifest.Task) -> [(String, String?)] {
    [
      ("task", task.name), ("prompt", task.prompt), ("prompt SHA-256", task.promptSHA256),
      ("few-shot examples", task.shotsText),
      ("contexts SHA-256", task.contextsSHA256), ("split", task.split), ("data SHA-256", task.dataSHA256),
      ("docs", "\(task.docs)"),
    ]
  }
}

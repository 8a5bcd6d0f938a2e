public import EvalCore

/// A line of what was run.
public struct ManifestFact: Sendable {
  /// What it is.
  public let name: String
  /// As a report writes it.
  public let value: String

  /// Everything in a manifest that a reader may ask for.
  public static func all(_ manifest: RunManifest) -> [ManifestFact] {
    (model(manifest.model) + [("exit rule", manifest.exit.map { ExitPolicyText(.rule($0)).text })] + task(manifest.task)
      + machine(manifest)).compactMap { name, value in
        value.map { ManifestFact(name: name, value: $0) }
      }
  }

  private static func model(_ model: RunManifest.Model) -> [(String, String?)] {
    [
      ("model", model.name), ("checkpoint", model.path), ("format", model.format), ("checkpoint SHA-256", model.sha256),
      ("LoRA", model.lora?.text), ("tuned states", model.state?.text),
      ("parameters", model.parameters.map(String.init)), ("depth program", model.program),
      ("loops seen in training", model.loopsTrained.map { "\($0.lowerBound) to \($0.upperBound)" }),
      ("parameters, unrolled", model.costs.map { "\($0.unrolledParameters)" }),
      ("GFLOP a token", model.costs.map(\.gigaflops)),
      ("state, token by token", model.costs.map { "\($0.stateBytes) bytes" }),
      (
        "read-outs",
        model.readouts.map { readout in
          readout.loops.map { loops in
            "\(loops) loops (\(readout.layerApplications) layer applications\(readout.kind == .prefix ? ", prefix" : ""))"
          } ?? "no loops"
        }.joined(separator: ", ")
      ),
      ("vocabulary", model.tokenizerPath), ("vocabulary SHA-256", model.tokenizerSHA256),
      ("start token", model.startToken.map { $0 ? "token \(model.startTokenID ?? 0) before every context" : "none" }),
      ("longest text", model.maxLength.map { "\($0) tokens" }),
    ]
  }

  private static func task(_ task: RunManifest.Task) -> [(String, String?)] {
    [
      ("data", task.dataPath), ("data SHA-256", task.dataSHA256), ("split", task.split), ("docs", "\(task.docs)"),
      ("subjects", task.subjects.isEmpty ? "all" : task.subjects.joined(separator: ", ")),
      (
        "docs per subject",
        task.limit.map { "at most \($0)" } ?? task.limitShare.map { "\(NumberText.significant($0 * 100, 6)) % of them" }
          ?? "all"
      ),
      ("few-shot examples", task.shotsText), ("few-shot seed", task.fewshotSeed.map(String.init)),
      ("prompt", task.prompt), ("prompt SHA-256", task.promptSHA256), ("contexts SHA-256", task.contextsSHA256),
    ]
  }

  private static func machine(_ manifest: RunManifest) -> [(String, String?)] {
    let machine = manifest.machine
    return [
      ("processor", "\(machine.processor), \(machine.threads) threads, \(machine.simd)"), ("BLAS", machine.blas),
      ("precision", machine.precision),
      ("tokens", manifest.work.map { "\($0.computedTokens) computed of \($0.requestTokens) in requests" }),
      ("token × layer applications", manifest.work.map { "\($0.tokenApplications)" }),
      ("started", manifest.startedAt), ("seconds", manifest.elapsedSeconds.map { NumberText.fixed($0, 1) }),
      ("rwkv-eval", manifest.toolVersion),
    ]
  }
}

extension RunManifest.LoRA {
  /// The file, its strength and its digest.
  var text: String { "\(path), α \(NumberText.significant(alpha, 6)), SHA-256 \(sha256)" }
}

extension RunManifest.TunedState {
  /// The file and its digest.
  var text: String { path.map { "\($0), SHA-256 \(sha256 ?? "unknown")" } ?? "those in the model's own file" }
}

extension RunManifest.Costs {
  /// Billions of operations a token, and the head's where one is read out.
  var gigaflops: String {
    "\(NumberText.fixed(Double(flopsPerToken) * 1e-9, 3)) + \(NumberText.fixed(Double(headFlopsPerToken) * 1e-9, 3)) (head)"
  }
}

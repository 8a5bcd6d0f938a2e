internal import EvalCore
internal import Foundation
internal import PythonValues

extension LMEvalRun {
  /// What a results file says of a run at one of its read-outs.
  init(_ manifest: RunManifest, at readout: Int, taskHashes: [LMEvalField]) {
    let model = LMEvalModel(manifest, at: readout)
    self.init(
      model: "rwkv", modelArguments: model.arguments, modelName: model.name,
      date: (try? Date(manifest.startedAt, strategy: .iso8601))?.timeIntervalSince1970 ?? 0,
      seconds: manifest.elapsedSeconds ?? 0)
    modelDetails = manifest.model.parameters.map { [LMEvalField("model_num_parameters", .int($0))] } ?? []
    device = "cpu"
    fewshotSeed = manifest.task.fewshotSeed ?? fewshotSeed
    environment = "rwkv-eval \(manifest.toolVersion)"
    limit =
      manifest.task.limit.map(PythonValue.int) ?? manifest.task.limitShare.map(PythonValue.double) ?? PythonValue.none
    self.taskHashes = taskHashes
  }
}

/// A model in lm-evaluation-harness's words: `model_args` with everything that makes it the one that it is, and a name
/// that no other of them has.
struct LMEvalModel {
  private let manifest: RunManifest
  /// The read-out's depth; nil where docs stopped at depths of their own.
  private let depth: ReadoutDepth?
  private let readout: Int

  /// The model of a run at one of its read-outs.
  init(_ manifest: RunManifest, at readout: Int) {
    self.manifest = manifest
    self.readout = readout
    depth = manifest.exit == nil ? manifest.model.readouts[readout] : nil
  }

  /// `name=value`s, separated by commas; no value has a comma.
  var arguments: String {
    let model = manifest.model
    let parts =
      [("path", model.path)] + looping + [
        ("precision", model.path == nil ? nil : manifest.machine.precision),
        ("start_token", model.startToken.map { $0 ? "True" : "False" }),
        ("max_length", model.maxLength.map(String.init)),
        ("program", isDeepest ? model.program : nil), ("program_sha256", digest),
      ]
    return Self.joined(parts)
  }

  /// The model's name and, where it loops, its program, which tells it from the same checkpoint under another one; then
  /// what is not as it is by default.
  ///
  /// For example `demo,loops=8,groups=8,program=3f2a9c1b2d4e`.
  var name: String {
    let model = manifest.model
    let parts =
      looping + [
        ("precision", manifest.machine.isRounded ? manifest.machine.precision : nil),
        ("start_token", model.startToken == false ? "False" : nil),
        ("max_length", model.maxLength.map(String.init)),
        ("program", looping.isEmpty ? nil : digest.map { String($0.prefix(12)) }),
      ]
    let text = Self.joined(parts)
    return model.name + (text.isEmpty ? "" : "," + text)
  }

  private var looping: [(String, String?)] {
    let loops = depth == nil ? manifest.model.readouts.last?.loops : depth?.loops
    guard let loops else { return [] }
    let layers = manifest.model.depth
    return [
      ("loops", "\(loops)"), ("groups", layers.map { "\($0.groups)" }), ("sharing", layers?.sharing),
      ("injection", layers?.injection), ("readout", depth?.kind == .prefix ? "prefix" : nil),
      ("exit", manifest.exit.map { ExitPolicyText(.rule($0)).text }),
    ]
  }

  /// Whether the read-out is that of the program that the manifest describes in words.
  private var isDeepest: Bool { depth == nil || readout == manifest.model.readouts.count - 1 }

  private var digest: String? {
    let digests = manifest.model.programSHA256 ?? []
    let place = depth == nil ? digests.count - 1 : readout
    return digests.indices.contains(place) ? digests[place] : nil
  }

  private static func joined(_ parts: [(String, String?)]) -> String {
    parts.compactMap { name, value in value.map { "\(name)=\($0.replacing(",", with: ";"))" } }.joined(separator: ",")
  }
}

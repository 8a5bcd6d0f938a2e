import EvalCore

/// Looks at the numbers of a manifest before anybody computes with them.
struct ManifestCheck {
  private let manifest: RunManifest

  init(_ manifest: RunManifest) { self.manifest = manifest }

  /// What is wrong; nil where nothing is.
  var problem: String? {
    PlausibleRange.problem(model + readouts + task + measures + work) ?? repeatedLoops ?? badSeconds
  }

  private typealias Field = (name: String, value: Int?, range: ClosedRange<Int>)

  private var model: [Field] {
    let (model, counts) = (manifest.model, PlausibleRange.counts)
    return [
      ("model.parameters", model.parameters, counts), ("model.lora.matrices", model.lora?.matrices, counts),
      ("model.lora.wholeTensors", model.lora?.wholeTensors, counts),
      ("model.costs.unrolledParameters", model.costs?.unrolledParameters, counts),
      ("model.costs.flopsPerToken", model.costs?.flopsPerToken, counts),
      ("model.costs.headFlopsPerToken", model.costs?.headFlopsPerToken, counts),
      ("model.costs.stateBytes", model.costs?.stateBytes, counts),
    ]
  }

  private var readouts: [Field] {
    manifest.model.readouts.enumerated().flatMap { index, readout -> [Field] in
      let key = "model.readouts.\(index)."
      return [
        (key + "loops", readout.loops, 1...PlausibleRange.places.upperBound),
        (key + "layerApplications", readout.layerApplications, PlausibleRange.places),
        (key + "flopsPerToken", readout.flopsPerToken, PlausibleRange.counts),
        (key + "triedFlopsPerToken", readout.triedFlopsPerToken, PlausibleRange.counts),
      ]
    }
  }

  private var task: [Field] {
    let (task, places) = (manifest.task, PlausibleRange.places)
    return [
      ("task.docs", task.docs, PlausibleRange.counts), ("task.numFewshot", task.numFewshot, places),
      ("task.limit", task.limit, PlausibleRange.counts),
      ("machine.threads", manifest.machine.threads, 1...PlausibleRange.places.upperBound),
      ("task.ownExamples", task.ownExamples, PlausibleRange.counts),
      ("model.startTokenID", manifest.model.startTokenID, 0...PlausibleRange.counts.upperBound),
      ("model.maxLength", manifest.model.maxLength, 1...PlausibleRange.counts.upperBound),
      ("layout.flopsAtOnce", manifest.layout?.flopsAtOnce, 1...PlausibleRange.counts.upperBound),
      ("layout.tokensPerBatch", manifest.layout?.tokensPerBatch, PlausibleRange.batches),
      ("exit.minimumLoops", manifest.exit?.minimumLoops, places), ("exit.patience", manifest.exit?.patience, places),
    ]
  }

  private var measures: [Field] {
    (manifest.task.measures?.tasks ?? []).enumerated().flatMap { index, task -> [Field] in
      let key = "task.measures.tasks.\(index)."
      return [
        (key + "numFewshot", task.numFewshot, PlausibleRange.places),
        (key + "originalDocs", task.originalDocs, PlausibleRange.counts),
      ]
    }
  }

  private var work: [Field] {
    let (work, counts) = (manifest.work, PlausibleRange.counts)
    return [
      ("work.requestTokens", work?.requestTokens, counts), ("work.computedTokens", work?.computedTokens, counts),
      ("work.tokenApplications", work?.tokenApplications, counts),
    ]
  }

  private var repeatedLoops: String? {
    let loops = manifest.model.readouts.map(\.loops)
    guard !loops.isEmpty else { return "key \"model.readouts\" is empty" }
    guard let repeated = loops.indices.first(where: { loops[..<$0].contains(loops[$0]) }) else { return nil }
    return "key \"model.readouts.\(repeated).loops\" is \(loops[repeated].map(String.init) ?? "null") a second time"
  }

  private var badSeconds: String? {
    for (name, seconds) in [("elapsedSeconds", manifest.elapsedSeconds), ("secondsSoFar", manifest.secondsSoFar)] {
      guard let seconds, !(0...1e12).contains(seconds) else { continue }
      return "key \"\(name)\" is \(seconds), which is no time that a run takes"
    }
    return nil
  }
}

/// The one key of a manifest that every version has.
struct ManifestVersion: Decodable {
  let formatVersion: Int
}

/// Ranges of whole numbers in a run's files: what lies outside was not written by rwkv-eval, and sums and products of what
/// lies inside do not overflow.
enum PlausibleRange {
  /// Loops, layers, groups and the like.
  static let places = 0...1_000_000_000
  /// Words or bytes of a doc.
  static let lengths = 0...(1 << 40)
  /// Tokens of a batch: a resumed run lays out so many, and has 32,768 at most where nobody wrote into its manifest.
  static let batches = 1...(1 << 24)
  /// Docs, tokens, parameters, operations.
  static let counts = 0...(1 << 60)

  /// What is wrong with the first number that lies outside its range; nil where none does.
  static func problem(_ fields: [(name: String, value: Int?, range: ClosedRange<Int>)]) -> String? {
    for (name, value, range) in fields {
      guard let value, !range.contains(value) else { continue }
      return "key \"\(name)\" is \(value), which is not from \(range.lowerBound) to \(range.upperBound)"
    }
    return nil
  }
}

extension DecodingError {
  /// What is wrong with a piece of JSON, and at which key, in one line.
  var oneLine: String {
    switch self {
    case .keyNotFound(let key, let context): "key \"\(path(context.codingPath + [key]))\" is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "key \"\(path(context.codingPath))\" has a value of another type than expected"
    case .dataCorrupted(let context):
      context.codingPath.isEmpty ? "not valid JSON" : "key \"\(path(context.codingPath))\" has an unknown value"
    @unknown default: "not readable: \(self)"
    }
  }

  private func path(_ keys: [any CodingKey]) -> String {
    keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
  }
}

import Console
import EvalCore
import Foundation
import RWKVModel
import RWKVScoring

/// What a checkpoint is, and why it can be evaluated or not, a line a fact.
struct CheckpointReport {
  /// Most names that are shown of a kind.
  private static let mostShown = 8

  /// The lines.
  private(set) var lines: [String] = []
  /// Why it cannot be evaluated, as an evaluation says it; nil where it can.
  private(set) var problem: (any Error)?

  /// Opens a checkpoint as far as that goes.
  init(_ name: String, options: ModelOptions, data: String?) {
    lines = ["checkpoint:      \(name)"]
    do {
      let path = try CheckpointArgument.path(name)
      addContents(path)
      let checkpoint = try Checkpoint.open(path)
      let model: RWKVModel
      do { model = try RWKVModel(checkpoint) } catch {
        addNames(checkpoint)
        throw error
      }
      add(model)
      try addEvaluation(name, model, options, data)
      lines.append("verdict:         can be evaluated")
    } catch {
      problem = error
      lines.append("verdict:         cannot be evaluated: \(error)")
    }
  }

  /// What the files say themselves, which can be told of other models too.
  private mutating func addContents(_ path: String) {
    guard let contents = try? CheckpointContents(path) else {
      lines.append("format:          \(CheckpointContents.format(of: path) ?? "cannot be told")")
      return
    }
    let files = contents.files.count == 1 ? "1 file" : "\(contents.files.count) files"
    lines.append("format:          \(contents.format), \(files), \(ByteText(contents.byteCount).text)")
    if !contents.metadata.isEmpty { lines.append("metadata:        \(contents.metadata.joined(separator: ", "))") }
    let types = Dictionary(grouping: contents.tensors, by: \.type).mapValues(\.count)
    let counts = types.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
    lines.append("tensors:         \(contents.tensors.count)" + (counts.isEmpty ? "" : " (\(Self.list(counts)))"))
    for tensor in contents.tensors.prefix(3) {
      lines.append("  for example:   \(tensor.name) \(tensor.shape) \(tensor.type)")
    }
  }

  /// Names that are missing or unknown, where they keep a checkpoint from being a model.
  private mutating func addNames(_ checkpoint: Checkpoint) {
    let (missing, unknown) = (checkpoint.missingNames, checkpoint.unknownNames)
    lines.append("layers:          \(checkpoint.layerCount), as far as names tell")
    lines.append("missing:         \(missing.isEmpty ? "none" : "\(missing.count): \(Self.list(missing))")")
    lines.append("unknown:         \(unknown.isEmpty ? "none" : "\(unknown.count): \(Self.list(unknown))")")
  }

  private mutating func add(_ model: RWKVModel) {
    let (checkpoint, shape) = (model.checkpoint, model.shape)
    let groups = checkpoint.groupLayout.map { " (\($0.groupCount) groups of \($0.layersPerGroup))" } ?? ""
    let configuration = checkpoint.configurationPath.map { ($0 as NSString).lastPathComponent }
    let departures = model.departures.isEmpty ? "the official arithmetic" : model.departures.joined(separator: ", ")
    lines += [
      "model:           \(shape.generation.rawValue), \(shape.layers) layers\(groups) of width \(shape.width)"
        + (shape.generation == .rwkv4 ? "" : ", \(shape.heads) heads of \(shape.headSize)")
        + ", \(shape.vocabulary) rows of emb.weight",
      "parameters:      \(checkpoint.parameterCount)",
      "configuration:   \(configuration ?? "no config.json beside it"); \(departures)",
    ]
    lines += checkpoint.trainedLength.map { ["trained context: \($0) tokens"] } ?? []
    lines += model.leftTensors.map { "left unused:     \($0.name): \($0.reason)" }.prefix(Self.mostShown)
  }

  /// What an evaluation makes of the model: its program, vocabulary and memory.
  private mutating func addEvaluation(
    _ name: String, _ model: RWKVModel, _ options: ModelOptions, _ data: String?
  ) throws {
    var options = options
    options.model = name
    func load(needsTokenizer: Bool) throws -> LoadedModel {
      try ModelLoader(options: options, data: data, needsTokenizer: needsTokenizer).load()
    }
    // A vocabulary that is not there or does not fit leaves requests of token ids.
    var vocabularyProblem: (any Error)?
    let loaded: LoadedModel
    do { loaded = try load(needsTokenizer: true) } catch {
      vocabularyProblem = error
      loaded = try load(needsTokenizer: false)
    }
    guard let rwkv = loaded.rwkv else { return }
    lines += rwkv.programs.map { "program:         \($0.summary)" }
    if let tokenizer = rwkv.tokenizer {
      lines.append(
        "vocabulary:      \((tokenizer.path as NSString).lastPathComponent), ids up to \(tokenizer.largestID), SHA-256 "
          + tokenizer.sha256)
    }
    if let vocabularyProblem {
      lines.append("vocabulary:      none that fits, so only token ids can be scored: \(vocabularyProblem)")
    }
    let need = MemoryNeed(model, programs: rwkv.programs)
    let least = MemoryPlan(
      need, budget: 0, recordedTokens: nil, flopsAtOnce: nil, flopsPerToken: 1, threads: loaded.engine.threads)
    let free = MachineDescription.availableMemory.map { ", of which \(ByteText($0).text) are free" } ?? ""
    lines.append(
      "memory:          at least \(ByteText(least.bytes).text) for a pass with \(loaded.engine.threads) threads\(free); the "
        + "mapped file comes on top where there is room")
    lines +=
      loaded.manifest.overrides.map { "override:        \($0)" }
      + loaded.manifest.notes.map { "note:            \($0)" }
  }

  private static func list(_ names: [String]) -> String {
    let more = names.count > mostShown ? " and \(names.count - mostShown) more" : ""
    return names.prefix(mostShown).joined(separator: ", ") + more
  }
}

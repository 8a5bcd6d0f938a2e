import Foundation
import RWKVModel
import RWKVScoring

/// A model ready to be measured, with the tokenizer for its prompts.
struct LoadedSubject {
  let model: RWKVModel
  let program: DepthProgram
  let tokenizer: WorldTokenizer

  /// Opens a checkpoint.
  ///
  /// - Parameters:
  ///   - subject: Decides the depth program: `rwkv-dr-train` for a looped shape, 400 loops of the bundled model.
  ///   - vocabulary: The vocabulary file.
  init(_ subject: BenchSubject, checkpoint: String, vocabulary: String) throws {
    model = try RWKVModel(Checkpoint.open(checkpoint))
    var flags = DepthFlags()
    var loops: Int?
    switch subject {
    case .random(let shape):
      loops = shape.loops
      flags.program = loops == nil ? "plain" : "rwkv-dr-train"
    case .bundled: loops = 400
    }
    let resolved = try flags.resolve(
      configurationPath: model.checkpoint.configurationPath, inventory: model.inventory, isLooped: loops != nil)
    program = try resolved.configuration.program(loops: loops, for: model.inventory)
    tokenizer = try WorldTokenizer(contentsOf: vocabulary)
  }

  /// The model on an engine.
  ///
  /// - Parameter readouts: More read-outs, evenly spaced on the way through the program.
  func scorer(_ engine: Engine, readouts: Int = 0) throws -> RWKVLanguageModel {
    let count = program.applications.count
    let prefixes = (0..<readouts).map { program.prefix(count * ($0 + 1) / (readouts + 1)) }
    return try RWKVLanguageModel(
      name: "bench", model: model, programs: prefixes + [program],
      encoder: RequestEncoder(tokenizer: tokenizer, startsWithTokenZero: true, vocabulary: model.shape.vocabulary),
      layout: .init(), engine: engine)
  }
}

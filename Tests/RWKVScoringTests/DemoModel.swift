import DepthStudy
import EvalCore
import Foundation
import RWKVModel
import RWKVScoring
import SharedFixtures
import Testing

/// The bundled model `demo`, ready to score.
enum DemoModel {
  static let folder = SharedFixtures.packageRoot + "/models/demo"

  static func scorer(
    loops: [Int] = [8], checkpoint: String = folder + "/model.safetensors", startToken: Int? = 0,
    layout: RWKVLanguageModel.Layout = .init(), threads: Int = 2, maxLength: Int? = nil
  ) throws -> RWKVLanguageModel {
    try scorer(
      programs: loops.map { try program(loops: $0) }, checkpoint: checkpoint, startToken: startToken,
      layout: layout, threads: threads, maxLength: maxLength)
  }

  /// The program of its `config.json` with a number of loops.
  static func program(loops: Int) throws -> DepthProgram {
    let model = try RWKVModel(Checkpoint.open(folder + "/model.safetensors"))
    return try DepthFlags().resolve(
      configurationPath: folder + "/config.json", inventory: model.inventory, isLooped: true
    ).configuration.program(loops: loops, for: model.inventory)
  }

  static func scorer(
    programs: [DepthProgram], checkpoint: String = folder + "/model.safetensors", startToken: Int? = 0,
    layout: RWKVLanguageModel.Layout = .init(), threads: Int = 2, maxLength: Int? = nil
  ) throws -> RWKVLanguageModel {
    let model = try RWKVModel(Checkpoint.open(checkpoint))
    return try RWKVLanguageModel(
      name: "demo", model: model, programs: programs,
      encoder: RequestEncoder(
        tokenizer: Tokenizer(contentsOf: folder + "/vocab.txt"), startToken: startToken,
        vocabulary: model.shape.vocabulary, maxLength: maxLength),
      layout: layout, engine: Engine(threads: threads))
  }

  /// The weights file with another first number in the embedding of a token, as bf16 bits.
  static func edited(token: Int, bits: UInt16) throws -> Data {
    var data = try Data(contentsOf: URL(filePath: folder + "/model.safetensors"))
    let length = data.prefix(8).enumerated().reduce(0) { $0 + Int($1.element) << (8 * $1.offset) }
    let header = try JSONSerialization.jsonObject(with: data[8..<(8 + length)]) as? [String: Any]
    let embedding = try #require(header?["emb.weight"] as? [String: Any])
    let offsets = try #require(embedding["data_offsets"] as? [Int])
    let shape = try #require(embedding["shape"] as? [Int])
    #expect(embedding["dtype"] as? String == "BF16")
    let place = 8 + length + offsets[0] + token * shape[1] * 2
    data[place] = UInt8(bits & 0xff)
    data[place + 1] = UInt8(bits >> 8)
    return data
  }

  /// Relative residual of an application at the last token of a request's context, which has token 0 before it.
  static func residual(of request: LoglikelihoodRequest, application: Int) throws -> Double? {
    guard case .tokens(let context) = request.context else { return nil }
    let model = try RWKVModel(Checkpoint.open(folder + "/model.safetensors"))
    let pass = try ForwardPass(
      model, programs: [program(loops: 16).prefix(application + 1)], engine: Engine(threads: 1))
    var states: [[Float]] = []
    let probe = StateProbe(program: 0, rows: [Int32(context.count)]) { states.append($0.hidden[0]) }
    pass.run(TokenForest([[0] + context.map(Int32.init)]), rows: [Int32(context.count)], probe: probe) { _ in }
    let (hidden, previous) = (states[states.count - 1], states[states.count - 2])
    return TraceRow(hidden: hidden, previous: previous, normed: hidden, previousNormed: previous).residual
  }

  /// The tokens of the prompts of the model's oracle.
  static func prompts() throws -> [[Int]] {
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: folder + "/oracle.json")))
    let prompts = try #require((object as? [String: Any])?["prompts"] as? [[String: Any]])
    return prompts.compactMap { $0["tokens"] as? [Int] }
  }

  static func request(_ context: [Int], _ continuation: [Int]) -> LoglikelihoodRequest {
    LoglikelihoodRequest(context: .tokens(context), continuation: .tokens(continuation))
  }
}

/// The sizes of a model with random weights, and how it is run.
///
/// Sizes and LoRA ranks of the plain shapes are those of the released RWKV-7 World models.
struct BenchShape: Sendable, Hashable {
  /// Widths of the four LoRAs.
  struct Ranks: Sendable, Hashable {
    let decay, rate, value, gate: Int
  }

  /// Name on the command line and in reports.
  let name: String
  let layers, width: Int
  let ranks: Ranks
  /// Layer applications of the program `rwkv-dr-train`; nil for each layer once.
  let loops: Int?
  /// Docs to run where the command line does not say.
  let docs: Int

  let headSize = 64
  var vocabulary = 65536
  /// Width of the channel mix.
  var channelWidth: Int { 4 * width }
  var heads: Int { width / headSize }
  /// Whether every layer has an input norm, as looped checkpoints do.
  var hasInputNorms: Bool { loops != nil }

  /// All shapes that random checkpoints are made for.
  static let all: [BenchShape] = [
    BenchShape(
      name: "0.1B", layers: 12, width: 768, ranks: Ranks(decay: 64, rate: 64, value: 32, gate: 128), loops: nil,
      docs: 200),
    BenchShape(
      name: "0.4B", layers: 24, width: 1024, ranks: Ranks(decay: 64, rate: 64, value: 32, gate: 128), loops: nil,
      docs: 64),
    BenchShape(
      name: "1.5B", layers: 24, width: 2048, ranks: Ranks(decay: 96, rate: 96, value: 64, gate: 256), loops: nil,
      docs: 24),
    BenchShape(
      name: "2.9B", layers: 32, width: 2560, ranks: Ranks(decay: 96, rate: 96, value: 64, gate: 320), loops: nil,
      docs: 12),
    BenchShape(
      name: "L400-D1024", layers: 8, width: 1024, ranks: Ranks(decay: 64, rate: 64, value: 32, gate: 160), loops: 400,
      docs: 32),
  ]
}

internal import RWKVKernels

/// How much of the token before a channel takes in RWKV-4 to 6, a share for every channel.
struct TokenShiftMix: Sendable {
  /// [C].
  let tensor: CheckpointTensor
  /// Whether the tensor holds the share of the token itself, as it does up to RWKV-5.
  private let isOwnShare: Bool

  /// The tensor `time_mix_…` of RWKV-4 and 5, or `time_maa_…` of RWKV-6.
  init(_ part: String, _ letter: String, _ shape: ModelShape, _ binder: inout TensorBinder) throws {
    isOwnShare = shape.generation != .rwkv6
    tensor = try binder.take("\(part).time_\(isOwnShare ? "mix" : "maa")_\(letter)", shape: [shape.width])
  }

  /// The shares of the token before, [C], as `Kernels.shiftMix` takes them.
  func vector() -> Matrix { isOwnShare ? tensor.vector { 1 - $0 } : tensor.vector() }
}

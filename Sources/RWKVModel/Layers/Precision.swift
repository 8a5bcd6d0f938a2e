internal import RWKVKernels

/// The number format of a model's weights and activations; those narrower than fp32 are emulated.
///
/// The emulation computes in fp32 and rounds to the nearest value of the format, ties to even, what a PyTorch program in that
/// format stores: weights, embeddings, the output of every norm, token shift and matrix product (summed in fp32, rounded
/// once; a bias or residual is added to the rounded product), the middles of LoRAs, every activation and every elementwise
/// sum or product of keys, values and gates, the recurrence's output, and logits. fp32 stay, as in the `rwkv` package and
/// in the public code of the RWKV-DR models: the decay w (from an argument in the format), the WKV state, the sums inside
/// norms, and the softmax.
///
/// Sums are in our order, so that results are those of such a program up to the format's own rounding. For the same reason
/// layouts (`--memory`, `--limit`, prefix sharing) agree to that rounding only, on processors where they do not have the
/// same bits in fp32; threads change no bit.
public enum Precision: String, Sendable, CaseIterable {
  /// No emulation: 24 bits of precision.
  case fp32
  /// 8 bits of precision, range of fp32.
  case bf16
  /// 11 bits of precision, infinity from 65520 on, subnormals down to 2⁻²⁴.
  case fp16

  /// Nil where nothing is rounded.
  var rounding: Rounding? {
    switch self {
    case .fp32: nil
    case .bf16: .bfloat16
    case .fp16: .float16
    }
  }
}

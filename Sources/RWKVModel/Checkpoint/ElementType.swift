/// How a checkpoint stores a number.
public enum ElementType: String, Sendable, Hashable, CaseIterable {
  /// The upper half of an fp32.
  case bfloat16 = "bf16"
  /// IEEE 754 half precision.
  case float16 = "fp16"
  /// IEEE 754 single precision.
  case float32 = "fp32"

  /// Bytes of one element.
  public var width: Int { self == .float32 ? 4 : 2 }
}

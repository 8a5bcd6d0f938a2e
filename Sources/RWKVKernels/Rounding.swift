/// A 16-bit number format whose arithmetic is emulated in fp32: results are rounded to it as they would be stored.
///
/// Rounding is to the nearest value, ties to even, as processors and PyTorch do it. NaN stays NaN. A value that fp32 itself
/// holds as a subnormal may count as zero (see `ThreadTeam`); that concerns bf16 below 1.2e-38.
public enum Rounding: Sendable, CaseIterable {
  /// The upper half of an fp32: 8 bits of precision, range of fp32.
  case bfloat16
  /// IEEE 754 half precision: 11 bits, subnormals down to 2⁻²⁴; infinity from 65520 on.
  case float16

  /// The nearest value of the format.
  @inline(__always)
  public func callAsFunction(_ x: Float) -> Float {
    switch self {
    case .bfloat16: x.isNaN ? x : Self.dropping(bits: 16, of: x)
    case .float16: Self.half(x)
    }
  }

  /// Rounds values in place.
  public func round(_ values: inout MutableSpan<Float>) {
    for index in values.indices { values[index] = self(values[index]) }
  }

  private static func half(_ x: Float) -> Float {
    let magnitude = x.magnitude
    // Below the normal range the grid is 2⁻²⁴, which is that of fp32 from 1/2 on.
    if magnitude < 0x1p-14 { return Float(signOf: x, magnitudeOf: (magnitude + 0.5) - 0.5) }
    if magnitude < 65520 { return dropping(bits: 13, of: x) }
    return x.isNaN ? x : Float(signOf: x, magnitudeOf: .infinity)
  }

  /// A finite number without its last significand bits; a carry goes into the exponent, as it must.
  private static func dropping(bits count: UInt32, of x: Float) -> Float {
    let bits = x.bitPattern
    let half = UInt32(1) << (count - 1)
    return Float(bitPattern: (bits &+ (half - 1) &+ (bits >> count & 1)) & ~(2 * half - 1))
  }
}

extension Optional where Wrapped == Rounding {
  /// The nearest value of the format; without one, the value itself.
  @inline(__always)
  func callAsFunction(_ x: Float) -> Float {
    guard let self else { return x }
    return self(x)
  }
}

extension Kernels {
  /// Rounds rows in place, where results are rounded at all.
  public func round(_ x: Matrix, rows: Range<Int>) {
    guard let rounding else { return }
    x.withMutableSpan(rows: rows) { rounding.round(&$0) }
  }
}

/// A set with the answers for ASCII at hand.
struct MatchedSet: Sendable {
  let set: ScalarSet
  private let low: UInt64
  private let high: UInt64

  init(_ set: ScalarSet) {
    self.set = set
    func bits(_ range: Range<UInt32>) -> UInt64 {
      range.reduce(0) { set.contains($1) ? $0 | 1 << UInt64($1 & 63) : $0 }
    }
    low = bits(0..<64)
    high = bits(64..<128)
  }

  @inline(__always)
  func contains(_ scalar: UInt32) -> Bool {
    guard scalar >= 128 else { return (scalar < 64 ? low : high) >> UInt64(scalar & 63) & 1 == 1 }
    return set.contains(scalar)
  }
}

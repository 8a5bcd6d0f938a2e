/// Numbers that are the same in every run.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x9e37_79b9_7f4a_7c15 &+ 1 }

  /// xorshift64*.
  mutating func next() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 0x2545_f491_4f6c_dd1d
  }
}

/// Token sequences many of which begin alike, some twice the same, some the beginning of another.
enum RandomSequences {
  static func make(seed: Int, count: Int = 24, vocabulary: Int32 = 5, longest: Int = 12) -> [[Int32]] {
    var numbers = SeededNumbers(seed)
    var sequences: [[Int32]] = []
    for _ in 0..<count {
      let other = sequences.randomElement(using: &numbers) ?? []
      let kept = other.prefix(Int.random(in: 0...longest, using: &numbers))
      let least = kept.isEmpty ? 1 : 0
      let added = (0..<Int.random(in: least...max(least, longest - kept.count), using: &numbers)).map { _ in
        Int32.random(in: 0..<vocabulary, using: &numbers)
      }
      sequences.append(kept + added)
    }
    return sequences
  }
}

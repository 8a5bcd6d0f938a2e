/// Looks for a pattern in bytes that come one by one, in a time that is linear in their number.
///
/// Source: Knuth, Morris and Pratt, "Fast pattern matching in strings" (1977).
struct ByteSearch {
  private let pattern: [UInt8]
  /// For every number of bytes that fit, how many fit when the next one does not.
  private let shorter: [Int]
  private var fitting = 0

  /// A search for a pattern of at least one byte.
  init(_ pattern: some Sequence<UInt8>) {
    self.pattern = Array(pattern)
    var shorter = [0]
    var length = 0
    for byte in self.pattern.dropFirst() {
      while length > 0, self.pattern[length] != byte { length = shorter[length - 1] }
      if self.pattern[length] == byte { length += 1 }
      shorter.append(length)
    }
    self.shorter = shorter
  }

  /// Takes the next byte; whether the pattern ends with it.
  ///
  /// What is found next does not overlap.
  mutating func isFound(endingWith byte: UInt8) -> Bool {
    while fitting > 0, pattern[fitting] != byte { fitting = shorter[fitting - 1] }
    if pattern[fitting] == byte { fitting += 1 }
    guard fitting == pattern.count else { return false }
    fitting = 0
    return true
  }
}

/// Ranges of whole numbers in a run's files: what lies outside was not written by rwkv-eval, and sums and products of what
/// lies inside do not overflow.
enum PlausibleRange {
  /// Loops, layers, groups and the like.
  static let places = 0...1_000_000_000
  /// Words or bytes of a doc.
  static let lengths = 0...(1 << 40)
  /// Docs, tokens, parameters, operations.
  static let counts = 0...(1 << 60)

  /// What is wrong with the first number that lies outside its range; nil where none does.
  static func problem(_ fields: [(name: String, value: Int?, range: ClosedRange<Int>)]) -> String? {
    for (name, value, range) in fields {
      guard let value, !range.contains(value) else { continue }
      return "key \"\(name)\" is \(value), which is not from \(range.lowerBound) to \(range.upperBound)"
    }
    return nil
  }
}

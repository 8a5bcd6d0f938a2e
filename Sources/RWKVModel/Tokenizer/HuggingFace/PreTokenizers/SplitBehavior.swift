/// What becomes of the places that a text is split at.
///
/// Source: PyPI's `tokenizers`, `SplitDelimiterBehavior`.
enum SplitBehavior: String, CaseIterable {
  /// They are left out.
  case removed = "Removed"
  /// Each is a piece.
  case isolated = "Isolated"
  /// They end the piece before.
  case mergedWithPrevious = "MergedWithPrevious"
  /// They begin the piece behind.
  case mergedWithNext = "MergedWithNext"
  /// Those that touch are one piece.
  case contiguous = "Contiguous"

  /// Adds the pieces of a text to others.
  ///
  /// - Parameters:
  ///   - matches: What is split at, in order.
  ///   - isInverted: Whether it is all between the matches instead.
  func split(_ text: ArraySlice<UInt32>, at matches: [Range<Int>], isInverted: Bool, into pieces: inout Pieces) {
    var parts: [(range: Range<Int>, isDelimiter: Bool)] = []
    var start = text.startIndex
    for match in matches {
      if start < match.lowerBound { parts.append((start..<match.lowerBound, isInverted)) }
      parts.append((match, !isInverted))
      start = match.upperBound
    }
    if start < text.endIndex { parts.append((start..<text.endIndex, isInverted)) }
    for range in joined(parts) { pieces.append(text[range]) }
  }

  private func joined(_ parts: [(range: Range<Int>, isDelimiter: Bool)]) -> [Range<Int>] {
    switch self {
    case .removed: return parts.filter { !$0.isDelimiter }.map(\.range)
    case .isolated: return parts.map(\.range)
    case .contiguous:
      return parts.reduce(into: (ranges: [Range<Int>](), wasDelimiter: false)) { found, part in
        Self.add(part.range, to: &found.ranges, joins: part.isDelimiter == found.wasDelimiter)
        found.wasDelimiter = part.isDelimiter
      }.ranges
    case .mergedWithPrevious:
      return parts.reduce(into: (ranges: [Range<Int>](), wasDelimiter: false)) { found, part in
        Self.add(part.range, to: &found.ranges, joins: part.isDelimiter && !found.wasDelimiter)
        found.wasDelimiter = part.isDelimiter
      }.ranges
    case .mergedWithNext:
      return parts.reversed().reduce(into: (ranges: [Range<Int>](), wasDelimiter: false)) { found, part in
        Self.add(part.range, to: &found.ranges, joins: part.isDelimiter && !found.wasDelimiter)
        found.wasDelimiter = part.isDelimiter
      }.ranges.reversed()
    }
  }

  private static func add(_ range: Range<Int>, to ranges: inout [Range<Int>], joins: Bool) {
    guard joins, let last = ranges.last else { return ranges.append(range) }
    ranges[ranges.count - 1] = min(last.lowerBound, range.lowerBound)..<max(last.upperBound, range.upperBound)
  }
}

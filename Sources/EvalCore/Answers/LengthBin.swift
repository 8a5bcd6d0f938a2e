/// Docs whose prompts are about as long as each other.
public struct LengthBin: Sendable, Hashable {
  /// Code points of the shortest prompt.
  public let shortest: Int
  /// Code points of the longest prompt.
  public let longest: Int
  /// Right answers.
  public let counts: CountedShare

  /// Bins at most.
  public static let mostBins = 10

  /// Docs by length, in bins of about the same number of docs; prompts of one length are in one bin.
  ///
  /// - Parameter docs: Code points of each prompt, and whether its doc is answered right.
  static func bins(_ docs: [(length: Int, isRight: Bool)]) -> [LengthBin] {
    let sorted = docs.sorted { $0.length < $1.length }
    let size = max(1, (sorted.count + mostBins - 1) / mostBins)
    var bins: [LengthBin] = []
    var start = 0
    while start < sorted.count {
      var end = min(start + size, sorted.count)
      while end < sorted.count, sorted[end].length == sorted[end - 1].length { end += 1 }
      var counts = CountedShare()
      for doc in sorted[start..<end] { counts.add(doc.isRight) }
      bins.append(LengthBin(shortest: sorted[start].length, longest: sorted[end - 1].length, counts: counts))
      start = end
    }
    return bins
  }
}

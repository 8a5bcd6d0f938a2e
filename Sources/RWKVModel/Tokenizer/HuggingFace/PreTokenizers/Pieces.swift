/// A text in pieces, none of which is empty; the model sees one at a time.
struct Pieces {
  /// The code points of all pieces.
  private(set) var scalars: [UInt32] = []
  /// Where each piece ends.
  private(set) var ends: [Int] = []
  /// Whether the first piece begins where the whole text does, before any added token.
  var beginsText: Bool

  /// No pieces yet.
  init(beginsText: Bool) { self.beginsText = beginsText }

  /// A text as one piece; none where it is empty.
  init(_ scalars: [UInt32], beginsText: Bool) {
    self.beginsText = beginsText
    append(scalars)
  }

  /// Adds a piece, unless it is empty.
  mutating func append(_ piece: some Collection<UInt32>) {
    guard !piece.isEmpty else { return }
    scalars += piece
    ends.append(scalars.count)
  }

  /// Hands over each piece, and whether it is the first.
  func forEach<Failure: Error>(_ body: (ArraySlice<UInt32>, _ isFirst: Bool) throws(Failure) -> Void) throws(Failure) {
    var start = 0
    for end in ends {
      try body(scalars[start..<end], start == 0)
      start = end
    }
  }

  /// Other pieces from each; the closure adds them.
  func map(
    _ body: (ArraySlice<UInt32>, _ isFirst: Bool, inout Pieces) throws(Pattern.TooSlow) -> Void
  ) throws(Pattern.TooSlow) -> Pieces {
    var mapped = Pieces(beginsText: beginsText)
    try forEach { (piece, isFirst) throws(Pattern.TooSlow) in try body(piece, isFirst, &mapped) }
    return mapped
  }
}

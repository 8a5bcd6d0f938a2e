/// A pattern as it is written.
indirect enum PatternNode {
  /// One code point of a set.
  case set(ScalarSet)
  /// One after another.
  case sequence([PatternNode])
  /// The first that fits.
  case alternatives([PatternNode])
  /// Some number of times; nil for any number.
  case repeated(PatternNode, least: Int, most: Int?, Greed)
  /// What follows fits, or does not, and is not taken.
  case ahead(PatternNode, isWanted: Bool)
  /// The code point before belongs to a set, or does not.
  case behind(ScalarSet, isWanted: Bool)
  /// Taken as it fits first, without another try.
  case atomic(PatternNode)
  /// A place.
  case place(PatternPlace)

  /// How many times are tried first.
  enum Greed {
    /// Many.
    case greedy
    /// Few.
    case lazy
    /// Many, without another try.
    case possessive
  }

  /// Whether it may fit without taking a code point.
  var mayBeEmpty: Bool {
    switch self {
    case .set: false
    case .sequence(let nodes): nodes.allSatisfy(\.mayBeEmpty)
    case .alternatives(let nodes): nodes.contains(where: \.mayBeEmpty)
    case .repeated(let node, let least, _, _): least == 0 || node.mayBeEmpty
    case .ahead, .behind, .place: true
    case .atomic(let node): node.mayBeEmpty
    }
  }
}

/// A place in a text that takes no code point.
enum PatternPlace: Sendable {
  /// The beginning of the text, or what follows a line feed: `^`.
  case lineStart
  /// The end of the text, or what precedes a line feed: `$`.
  case lineEnd
  /// The beginning of the text: `\A`.
  case start
  /// The end of the text: `\z`.
  case end
}

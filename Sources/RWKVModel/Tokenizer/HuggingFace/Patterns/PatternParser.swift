/// Reads patterns as Oniguruma has them, as far as tokenizers use them.
///
/// A letter in `(?i:…)` is its other case too, and the letters that fold to it (ſ for s, the Kelvin sign for k).
struct PatternParser {
  /// What is wrong with a pattern, and where.
  struct Fault: Error {
    let problem: String
  }

  /// Groups that may lie inside each other.
  private static let deepest = 50
  /// Ranges that a set in brackets may have.
  private static let mostRanges = 500
  /// Times that something may be repeated by number.
  private static let mostTimes = 1000

  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var depth = 0
  private var ignoresCase = false

  /// The tree of a pattern.
  ///
  /// - Throws: `Fault` for what is not read.
  static func parse(_ pattern: String) throws(Fault) -> PatternNode {
    var parser = PatternParser(scalars: Array(pattern.unicodeScalars))
    let node = try parser.alternatives()
    guard parser.index == parser.scalars.count else { throw parser.fault("a parenthesis is closed that is not open") }
    return node
  }

  private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private func fault(_ problem: String) -> Fault { Fault(problem: "\(problem) (at character \(index + 1))") }

  private mutating func take(_ text: String) -> Bool {
    let wanted = Array(text.unicodeScalars)
    guard scalars[index...].starts(with: wanted) else { return false }
    index += wanted.count
    return true
  }

  private mutating func alternatives() throws(Fault) -> PatternNode {
    let outer = ignoresCase
    defer { ignoresCase = outer }
    var branches = [try sequence()]
    while take("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .alternatives(branches)
  }

  private mutating func sequence() throws(Fault) -> PatternNode {
    var nodes: [PatternNode] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      guard let atom = try atom() else { continue }
      nodes.append(try quantified(atom))
    }
    return nodes.count == 1 ? nodes[0] : .sequence(nodes)
  }

  /// One thing that may be repeated; nil for an option that stands for itself.
  private mutating func atom() throws(Fault) -> PatternNode? {
    guard let scalar = next else { throw fault("it ends early") }
    switch scalar {
    case "(": return try group()
    case "[": return .set(try bracket())
    case ".":
      index += 1
      return .set(ScalarSet(0x0A).inverted)
    case "^":
      index += 1
      return .place(.lineStart)
    case "$":
      index += 1
      return .place(.lineEnd)
    case "*", "+", "?": throw fault("\(scalar) repeats nothing")
    case "\\":
      if take("\\A") { return .place(.start) }
      if take("\\z") { return .place(.end) }
      return .set(try escaped())
    default:
      index += 1
      return .set(try letter(scalar))
    }
  }

  private mutating func group() throws(Fault) -> PatternNode? {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw fault("more than \(Self.deepest) groups lie inside each other") }
    if take("(?i)") {
      ignoresCase = true
      return nil
    }
    let node: PatternNode
    if take("(?:") {
      node = try alternatives()
    } else if take("(?i:") {
      let outer = ignoresCase
      ignoresCase = true
      node = try alternatives()
      ignoresCase = outer
    } else if take("(?>") {
      node = .atomic(try alternatives())
    } else if take("(?=") {
      node = .ahead(try alternatives(), isWanted: true)
    } else if take("(?!") {
      node = .ahead(try alternatives(), isWanted: false)
    } else if take("(?<=") {
      node = .behind(try onlySet(), isWanted: true)
    } else if take("(?<!") {
      node = .behind(try onlySet(), isWanted: false)
    } else if take("(?") {
      throw fault("this kind of group is not read")
    } else {
      index += 1
      node = try alternatives()
    }
    guard take(")") else { throw fault("a parenthesis is not closed") }
    return node
  }

  private mutating func onlySet() throws(Fault) -> ScalarSet {
    guard case .set(let set) = try alternatives() else {
      throw fault("looking back is read for one character only")
    }
    return set
  }

  private mutating func quantified(_ atom: PatternNode) throws(Fault) -> PatternNode {
    guard let (least, most) = try times() else { return atom }
    let isByNumber = scalars[index - 1] == "}"
    var greed = PatternNode.Greed.greedy
    if isByNumber, least == most, next == "?" { throw fault("? follows a fixed number of times, which is not read") }
    if take("?") { greed = .lazy } else if !isByNumber, take("+") { greed = .possessive }
    if let scalar = next, ["*", "+", "?"].contains(scalar) { throw fault("\(scalar) repeats what is repeated") }
    guard !atom.mayBeEmpty else { throw fault("what may be empty is repeated, which is not read") }
    return .repeated(atom, least: least, most: most, greed)
  }

  private mutating func times() throws(Fault) -> (least: Int, most: Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    guard next == "{" else { return nil }
    let text = String(String.UnicodeScalarView(scalars[(index + 1)...].prefix(12).prefix { $0 != "}" }))
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.map { $0.allSatisfy(\.isNumber) ? Int($0) : nil }
    guard (1...2).contains(parts.count), numbers[0] != nil || (parts.count == 2 && parts[0].isEmpty),
      numbers.last != nil, parts.last?.isEmpty == true || numbers[parts.count - 1] != nil, text != ",", !text.isEmpty
    else { throw fault("{ is neither escaped nor a number of times") }
    let least = numbers[0] ?? 0
    let most = parts.count == 1 ? least : numbers[1]
    guard least <= most ?? least, max(least, most ?? 0) <= Self.mostTimes else {
      throw fault("a number of times is not within 0 to \(Self.mostTimes), or out of order")
    }
    index += text.unicodeScalars.count + 1
    guard take("}") else { throw fault("{ is not closed") }
    return (least, most)
  }
}

// MARK: - Sets

extension PatternParser {
  /// The set of a letter, with its other case where that does not matter.
  private func letter(_ scalar: Unicode.Scalar) throws(Fault) -> ScalarSet {
    var set = ScalarSet(scalar.value)
    guard ignoresCase else { return set }
    guard scalar.isASCII else { throw fault("a character beyond ASCII stands where case is ignored") }
    for other in Self.cases(of: scalar) { set.ranges.append(other...other) }
    return set
  }

  private static func cases(of scalar: Unicode.Scalar) -> [UInt32] {
    let folded = scalar.value | 0x20
    guard (0x61...0x7A).contains(folded) else { return [] }
    let further: [UInt32] = folded == 0x73 ? [0x17F] : folded == 0x6B ? [0x212A] : []
    return [folded, folded - 0x20] + further
  }

  private static let controls: [Unicode.Scalar: UInt32] = [
    "n": 0x0A, "r": 0x0D, "t": 0x09, "f": 0x0C, "v": 0x0B, "a": 0x07, "e": 0x1B,
  ]

  /// What a backslash stands for, as a set.
  private mutating func escaped() throws(Fault) -> ScalarSet {
    index += 1
    guard let scalar = next else { throw fault("it ends with a backslash") }
    index += 1
    switch scalar {
    case "p": return try property(isWanted: true)
    case "P": return try property(isWanted: false)
    case "s": return .space
    case "S": return ScalarSet.space.inverted
    case "d": return .digit
    case "D": return ScalarSet.digit.inverted
    case "w": return .onigurumaWord
    case "W": return ScalarSet.onigurumaWord.inverted
    case "x", "u": return ScalarSet(try code(scalar))
    default:
      if let control = Self.controls[scalar] { return ScalarSet(control) }
      guard scalar.isASCII, !scalar.properties.isAlphabetic, scalar.properties.numericType == nil else {
        index -= 1
        throw fault("\\\(scalar) is not read")
      }
      return try letter(scalar)
    }
  }

  private mutating func code(_ kind: Unicode.Scalar) throws(Fault) -> UInt32 {
    let isBraced = kind == "x" && take("{")
    let length = isBraced ? 8 : kind == "x" ? 2 : 4
    let digits = scalars[index...].prefix(length).prefix { $0.isASCII && $0.properties.isASCIIHexDigit }
    guard isBraced ? !digits.isEmpty : digits.count == length,
      let value = UInt32(String(String.UnicodeScalarView(digits)), radix: 16), Unicode.Scalar(value) != nil,
      isBraced || kind == "u" || value < 0x80
    else { throw fault("\\\(kind) is not followed by a code point") }
    index += digits.count
    guard !isBraced || take("}") else { throw fault("{ is not closed") }
    return value
  }

  private mutating func property(isWanted: Bool) throws(Fault) -> ScalarSet {
    guard !ignoresCase else { throw fault("a property stands where case is ignored, which is not read") }
    guard take("{") else { throw fault("\\p is not followed by {") }
    let isInverted = take("^")
    let name = String(String.UnicodeScalarView(scalars[index...].prefix(40).prefix { $0 != "}" }))
    index += name.unicodeScalars.count
    guard take("}") else { throw fault("{ is not closed") }
    guard let set = Self.named(name) else { throw fault("the property \\p{\(name)} is not read") }
    return isWanted == isInverted ? set.inverted : set
  }

  private static let longNames = [
    "Letter": "L", "Number": "N", "Mark": "M", "Punctuation": "P", "Symbol": "S", "Separator": "Z", "Other": "C",
  ]

  private static func named(_ name: String) -> ScalarSet? {
    switch name {
    case "Alphabetic":
      var set = ScalarSet()
      set.hasAlphabetic = true
      return set
    case "Han": return ScalarSet(ranges: han)
    default:
      let set = ScalarSet(categories: [longNames[name] ?? name])
      return set.categories == 0 ? nil : set
    }
  }

  /// The script Han in Unicode 16.
  private static let han: [ClosedRange<UInt32>] = [
    0x2E80...0x2E99, 0x2E9B...0x2EF3, 0x2F00...0x2FD5, 0x3005...0x3005, 0x3007...0x3007, 0x3021...0x3029,
    0x3038...0x303B,
    0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFA6D, 0xFA70...0xFAD9, 0x16FE2...0x16FE3, 0x16FF0...0x16FF1,
    0x20000...0x2A6DF, 0x2A700...0x2B739, 0x2B740...0x2B81D, 0x2B820...0x2CEA1, 0x2CEB0...0x2EBE0, 0x2EBF0...0x2EE5D,
    0x2F800...0x2FA1D, 0x30000...0x3134A, 0x31350...0x323AF,
  ]

  private mutating func bracket() throws(Fault) -> ScalarSet {
    index += 1
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw fault("more than \(Self.deepest) groups lie inside each other") }
    var set = ScalarSet()
    set.isInverted = take("^")
    var isFirst = true
    while let scalar = next, scalar != "]" || isFirst {
      isFirst = false
      if take("&&") { throw fault("sets that are cut (&&) are not read") }
      if take("[:") { throw fault("classes of POSIX are not read") }
      if scalar == "[" {
        set.subsets.append(try bracket())
        continue
      }
      let first = try member()
      guard next == "-", index + 1 < scalars.count, scalars[index + 1] != "]", let low = Self.single(first) else {
        set.subsets.append(first)
        continue
      }
      index += 1
      guard let high = Self.single(try member()), low <= high, !ignoresCase || high < 0x80 else {
        throw fault("a range in brackets has no order")
      }
      set.ranges.append(low...high)
      guard ignoresCase else { continue }
      for value in low...high {
        guard let scalar = Unicode.Scalar(value) else { continue }
        for other in Self.cases(of: scalar) { set.ranges.append(other...other) }
      }
    }
    guard take("]") else { throw fault("[ is not closed") }
    set = set.merged
    guard set.ranges.count + set.subsets.count <= Self.mostRanges else {
      throw fault("a set in brackets has more than \(Self.mostRanges) ranges")
    }
    return set
  }

  private mutating func member() throws(Fault) -> ScalarSet {
    guard let scalar = next else { throw fault("[ is not closed") }
    if scalar == "\\" { return try escaped() }
    index += 1
    return try letter(scalar)
  }

  /// The code point of a set that has one, of either case.
  private static func single(_ set: ScalarSet) -> UInt32? {
    set.categories == 0 && set.subsets.isEmpty && !set.isInverted && !set.hasAlphabetic
      ? set.ranges.first?.lowerBound : nil
  }
}

extension ScalarSet {
  /// The same set, with plain subsets taken in.
  fileprivate var merged: ScalarSet {
    var set = self
    set.subsets = []
    for subset in subsets {
      if subset.isInverted || !subset.subsets.isEmpty {
        set.subsets.append(subset)
      } else {
        set.categories |= subset.categories
        set.hasAlphabetic = set.hasAlphabetic || subset.hasAlphabetic
        set.ranges += subset.ranges
      }
    }
    return set
  }
}

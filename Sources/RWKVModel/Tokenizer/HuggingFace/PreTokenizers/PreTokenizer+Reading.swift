internal import Console
internal import PythonValues

extension PreTokenizer {
  private static let known = [
    "ByteLevel", "Split", "Whitespace", "WhitespaceSplit", "Digits", "Punctuation", "Metaspace", "Sequence",
  ]

  /// The pre-tokenizer that an object of the file describes.
  ///
  /// - Throws: `UserError` for a kind that is not read, and for fields that are not as they should be.
  init(_ fields: ConfigurationFields) throws {
    switch try fields.text("type") {
    case "ByteLevel":
      self = .byteLevel(
        addsSpace: try fields.flag("add_prefix_space") ?? true,
        try fields.flag("use_regex") ?? true ? try Pattern.gpt2() : nil)
    case "Split":
      guard let behavior: SplitBehavior = try fields.choice("behavior") else {
        throw fields.missing("behavior")
      }
      self = .split(try fields.pattern("pattern"), behavior, isInverted: try fields.flag("invert") ?? false)
    case "Whitespace": self = .words
    case "WhitespaceSplit": self = .scalars(.space, .removed)
    case "Digits":
      self = .scalars(.numeric, try fields.flag("individual_digits") ?? false ? .isolated : .contiguous)
    case "Punctuation": self = .scalars(.punctuation, try fields.choice("behavior") ?? .isolated)
    case "Metaspace": self = try Self.metaspace(fields)
    case "Sequence": self = .sequence(try fields.members("pretokenizers").flatMap { try PreTokenizer($0).members })
    case let kind: throw fields.unknownKind(kind, of: "pre-tokenizer", known: Self.known)
    }
  }

  private static func metaspace(_ fields: ConfigurationFields) throws -> PreTokenizer {
    let mark = try fields.text("replacement") ?? "\u{2581}"
    guard let scalar = mark.unicodeScalars.first, mark.unicodeScalars.count == 1 else {
      throw fields.wrong("replacement", remedy: "Write one character")
    }
    let prepending: Prepending? = try fields.choice("prepend_scheme")
    if try fields.flag("add_prefix_space") == false, prepending != .never {
      throw fields.wrong("add_prefix_space", remedy: "Write \"prepend_scheme\": \"never\" beside it")
    }
    return .metaspace(scalar.value, prepending ?? .always, splits: try fields.flag("split") ?? true)
  }

  /// Those of a sequence, or itself.
  private var members: [PreTokenizer] { if case .sequence(let members) = self { members } else { [self] } }

  /// Whether pieces are bytes as characters in the end.
  var isByteLevel: Bool {
    switch self {
    case .byteLevel: true
    case .sequence(let members): members.contains(where: \.isByteLevel)
    default: false
    }
  }
}

extension ScalarSet {
  /// Punctuation as the pre-tokenizer of that name has it: that of ASCII, symbols included, and that of Unicode 8.
  fileprivate static let punctuation = {
    var ranges: [ClosedRange<UInt32>] = [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E, 0x166D...0x166D]
    let bits = ScalarCategory.bits("P")
    for value in UInt32(0x80)...0x1FFFF where ScalarTable.isIn(bits, value) || value == 0x111C9 {
      guard let age = Unicode.Scalar(value)?.properties.age, age.major <= 8 else { continue }
      if let last = ranges.last, last.upperBound + 1 == value {
        ranges[ranges.count - 1] = last.lowerBound...value
      } else {
        ranges.append(value...value)
      }
    }
    return ScalarSet(ranges: ranges)
  }()
}

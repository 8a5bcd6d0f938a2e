internal import Console
internal import PythonValues

extension Normalizer {
  private static let known = [
    "NFC", "NFD", "NFKC", "NFKD", "Lowercase", "Replace", "Prepend", "Strip", "ByteLevel", "Sequence",
  ]

  /// The normalizer that an object of the file describes.
  ///
  /// - Throws: `UserError` for a kind that is not read, and for fields that are not as they should be.
  init(_ fields: ConfigurationFields) throws {
    switch try fields.text("type") {
    case "NFC": self = .form(.nfc)
    case "NFD": self = .form(.nfd)
    case "NFKC": self = .form(.nfkc)
    case "NFKD": self = .form(.nfkd)
    case "Lowercase": self = .lowercase
    case "Replace":
      self = .replace(try fields.pattern("pattern"), try fields.scalars("content"))
    case "Prepend": self = .prepend(try fields.scalars("prepend"))
    case "Strip":
      self = .strip(left: try fields.flag("strip_left") ?? true, right: try fields.flag("strip_right") ?? true)
    case "ByteLevel": self = .byteLevel
    case "Sequence": self = .sequence(try fields.members("normalizers").flatMap { try Normalizer($0).members })
    case let kind: throw fields.unknownKind(kind, of: "normalizer", known: Self.known)
    }
  }

  /// Those of a sequence, or itself.
  private var members: [Normalizer] { if case .sequence(let members) = self { members } else { [self] } }
}

extension ConfigurationFields {
  /// Code points that a text may have that is put into others.
  private static let mostScalars = 20

  /// The code points of a text.
  fileprivate func scalars(_ key: String) throws -> [UInt32] {
    guard let text = try text(key) else { throw missing(key) }
    let scalars = text.unicodeScalars.map(\.value)
    guard scalars.count <= Self.mostScalars else {
      throw wrong(key, remedy: "Write at most \(Self.mostScalars) characters")
    }
    return scalars
  }
}

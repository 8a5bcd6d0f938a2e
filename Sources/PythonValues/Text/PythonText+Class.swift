extension PythonText {
  /// A class of code points, as in `str.isalpha()`; a text is of the class when it is not empty and each of its code
  /// points is.
  public enum CharacterClass: String, CaseIterable, Sendable {
    /// A class by the name of the method that tells it.
    case isalnum, isalpha, isascii, isdecimal, isdigit, isnumeric, isspace

    /// Whether a code point is of the class.
    public func contains(_ scalar: Unicode.Scalar) -> Bool {
      switch self {
      case .isascii: scalar.isASCII
      case .isspace: PythonText.isWhitespace(scalar)
      case .isdecimal: scalar.properties.numericType == .decimal
      case .isdigit: [.decimal, .digit].contains(scalar.properties.numericType)
      case .isnumeric: scalar.properties.numericType != nil
      case .isalpha:
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        default: false
        }
      case .isalnum: Self.isalpha.contains(scalar) || Self.isnumeric.contains(scalar)
      }
    }
  }

  /// `text.isalpha()` and its like; only `isascii` holds for an empty text.
  public static func isOf(_ characters: CharacterClass, _ text: String) -> Bool {
    text.isEmpty ? characters == .isascii : text.unicodeScalars.allSatisfy(characters.contains)
  }

  /// `text.isupper()`: there are cased code points, and all of them are upper case.
  public static func isUpper(_ text: String) -> Bool {
    let cased = text.unicodeScalars.filter(\.properties.isCased)
    return !cased.isEmpty && cased.allSatisfy(\.properties.isUppercase)
  }

  /// `text.islower()`: there are cased code points, and all of them are lower case.
  public static func isLower(_ text: String) -> Bool {
    let cased = text.unicodeScalars.filter(\.properties.isCased)
    return !cased.isEmpty && cased.allSatisfy(\.properties.isLowercase)
  }

  /// The text with the letters A to Z in lower case, and everything else as it is.
  public static func lowerASCII(_ text: String) -> String {
    String(decoding: text.utf8.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  /// The text with every decimal digit of any script as its ASCII digit, as `int()` and `float()` read it.
  public static func asciiDigits(_ text: String) -> String {
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let properties = scalar.properties
      if properties.numericType == .decimal, let value = properties.numericValue {
        for digit in String(Int(value)).unicodeScalars { result.append(digit) }
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }
}

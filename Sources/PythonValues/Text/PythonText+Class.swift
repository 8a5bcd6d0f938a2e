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

extension PythonText {
  /// `text.upper()`.
  public static func upper(_ text: String) -> String {
    guard let ascii = ascii(text, 0x61...0x7a) else {
      return text.unicodeScalars.reduce(into: "") { $0 += $1.properties.uppercaseMapping }
    }
    return ascii
  }

  /// `text.lower()`, a final sigma included.
  public static func lower(_ text: String) -> String {
    if let ascii = ascii(text, 0x41...0x5a) { return ascii }
    let scalars = Array(text.unicodeScalars)
    return scalars.indices.reduce(into: "") { $0 += lower(at: $1, in: scalars) }
  }

  /// The text with the other case for some letters; nil unless all of it is ASCII.
  private static func ascii(_ text: String, _ letters: ClosedRange<UInt8>) -> String? {
    guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    return String(decoding: text.utf8.map { letters.contains($0) ? $0 ^ 0x20 : $0 }, as: UTF8.self)
  }

  /// `text.capitalize()`.
  public static func capitalize(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    return scalars.indices.reduce(into: "") { result, index in
      result += index == 0 ? scalars[0].properties.titlecaseMapping : lower(at: index, in: scalars)
    }
  }

  /// `text.title()`: a word begins behind everything that has no case.
  public static func title(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var isInWord = false
    return scalars.indices.reduce(into: "") { result, index in
      result += isInWord ? lower(at: index, in: scalars) : scalars[index].properties.titlecaseMapping
      isInWord = scalars[index].properties.isCased
    }
  }

  /// `text.swapcase()`.
  public static func swapCase(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    return scalars.indices.reduce(into: "") { result, index in
      let properties = scalars[index].properties
      result +=
        properties.isUppercase
        ? lower(at: index, in: scalars)
        : properties.isLowercase ? properties.uppercaseMapping : String(scalars[index])
    }
  }

  /// A capital sigma at the end of a word becomes `ς`, as Unicode's Final_Sigma has it.
  private static func lower(at index: Int, in scalars: [Unicode.Scalar]) -> String {
    let scalar = scalars[index]
    guard scalar == "\u{3a3}" else { return scalar.properties.lowercaseMapping }
    let before = scalars[..<index].last { !$0.properties.isCaseIgnorable }
    let after = scalars[(index + 1)...].first { !$0.properties.isCaseIgnorable }
    let isFinal = before?.properties.isCased == true && after?.properties.isCased != true
    return isFinal ? "\u{3c2}" : "\u{3c3}"
  }
}

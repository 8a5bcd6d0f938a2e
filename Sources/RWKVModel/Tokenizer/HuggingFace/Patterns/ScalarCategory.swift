/// General categories of Unicode as numbers below 32, and sets of them as bits.
enum ScalarCategory {
  private static let names = [
    "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm",
    "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Cn",
  ]

  /// The number of surrogates, which no text has.
  static let surrogate = 27
  /// The number of code points that no character has.
  static let unassigned = 29

  /// The number of a category of two letters; nil for another name.
  static func number(of name: String) -> Int? { names.firstIndex(of: name) }

  /// The categories whose names begin with a letter, or the one of that name; 0 for none.
  static func bits(_ name: String) -> UInt32 {
    guard name.count == 1 || name.count == 2 else { return 0 }
    return names.enumerated().reduce(0) { $1.element.hasPrefix(name) ? $0 | 1 << $1.offset : $0 }
  }

  /// The number of a category.
  static func number(of category: Unicode.GeneralCategory) -> Int {
    switch category {
    case .uppercaseLetter: 0
    case .lowercaseLetter: 1
    case .titlecaseLetter: 2
    case .modifierLetter: 3
    case .otherLetter: 4
    case .nonspacingMark: 5
    case .spacingMark: 6
    case .enclosingMark: 7
    case .decimalNumber: 8
    case .letterNumber: 9
    case .otherNumber: 10
    case .connectorPunctuation: 11
    case .dashPunctuation: 12
    case .openPunctuation: 13
    case .closePunctuation: 14
    case .initialPunctuation: 15
    case .finalPunctuation: 16
    case .otherPunctuation: 17
    case .mathSymbol: 18
    case .currencySymbol: 19
    case .modifierSymbol: 20
    case .otherSymbol: 21
    case .spaceSeparator: 22
    case .lineSeparator: 23
    case .paragraphSeparator: 24
    case .control: 25
    case .format: 26
    case .surrogate: surrogate
    case .privateUse: 28
    case .unassigned: unassigned
    @unknown default: unassigned
    }
  }
}

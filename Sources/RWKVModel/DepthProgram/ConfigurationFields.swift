internal import Console
internal import Archives
internal import Foundation
internal import PythonValues

/// The fields of one JSON object of a configuration, each read with its type: a value of another type is an error.
struct ConfigurationFields {
  /// Largest number that any field may have.
  static let largest = 1_000_000_000

  /// Bytes of a file; configurations have a few thousand.
  private static let mostBytes = 256 * 1024

  let path: String
  /// What stands before a field's name in messages, such as `depth_program.`.
  let prefix: String
  private let values: PythonValue.Dictionary

  /// The fields of a JSON file.
  ///
  /// - Parameter mostBytes: Of the file.
  /// - Throws: `UserError` when it cannot be read or is no JSON object.
  init(contentsOf path: String, mostBytes: Int = mostBytes) throws {
    guard var data = FileManager.default.contents(atPath: path) else {
      throw UserError("\(path): cannot be read", remedy: "Give the path of a readable JSON file")
    }
    if let mistaken = MistakenFile(start: data) {
      throw UserError("\(path): \(mistaken.problem)", remedy: String(mistaken.remedy.dropLast()))
    }
    guard data.count <= mostBytes else {
      throw UserError(
        "\(path): has \(data.count) bytes, and a configuration at most \(mostBytes)",
        remedy: "Look whether it is the configuration of this model")
    }
    if data.starts(with: [0xef, 0xbb, 0xbf]) { data = Data(data.dropFirst(3)) }
    guard case .dictionary(let object) = try Self.value(Array(data), path) else {
      throw UserError("\(path): not a JSON object", remedy: "Start the file with {")
    }
    self.init(path: path, object)
  }

  private static func value(_ bytes: [UInt8], _ path: String) throws -> PythonValue {
    // Other programs write whole numbers of any size.
    do { return try JSONParser.value(in: bytes, largeNumbers: .rounded) } catch {
      let place = TextPosition(of: error.offset, in: bytes)
      throw UserError(
        "\(path):\(place.line):\(place.column): not valid JSON: \(error.problem)",
        remedy: String(error.remedy.dropLast()))
    }
  }

  init(path: String, prefix: String = "", _ values: PythonValue.Dictionary) {
    self.path = path
    self.prefix = prefix
    self.values = values.filter { $0.value != PythonValue.none }
  }

  var isEmpty: Bool { values.isEmpty }

  func has(_ key: String) -> Bool { values[key] != nil }

  /// Whether the object has any of some keys.
  func hasAny(_ keys: [String]) -> Bool { keys.contains(where: has) }

  /// The fields, null ones left out.
  var object: PythonValue.Dictionary { values }

  /// Throws at the first field, in order, that is not among the known ones.
  func check(known: [String]) throws {
    for key in values.keys.sorted() where !known.contains(key) {
      let place = prefix.isEmpty ? "the object" : String(prefix.dropLast())
      throw UserError(
        "\(path): unknown key \"\(key)\" in \(place)", remedy: String(DidYouMean.sentence(key, in: known).dropLast()))
    }
  }

  func integer(_ key: String, most: Int = largest) throws -> Int? {
    try values[key].map { try wholeNumber($0, key, remedy: "Write a whole number from 0 to \(most)", most: most) }
  }

  func integers(_ key: String) throws -> [Int]? {
    try values[key].map { try list($0, key) { try wholeNumber($0, key, remedy: "Write a list such as [0, 0, 1]") } }
  }

  func integerLists(_ key: String) throws -> [[Int]]? {
    let remedy = "Write lists of layers such as [[0, 1], [2, 3]]"
    return try values[key].map {
      try list($0, key) { try list($0, key) { try wholeNumber($0, key, remedy: remedy) } }
    }
  }

  func text(_ key: String) throws -> String? {
    guard let value = values[key] else { return nil }
    guard case .string(let text) = value else { throw wrong(key, remedy: "Write a text in quotes") }
    return text
  }

  /// A number above 0, as a double.
  func positive(_ key: String) throws -> Double? {
    switch values[key] {
    case nil: return nil
    case .double(let number) where number > 0 && number.isFinite: return number
    case .int(let number) where number > 0: return Double(number)
    default: throw wrong(key, remedy: "Write a number above 0")
    }
  }

  func flag(_ key: String) throws -> Bool? {
    guard let value = values[key] else { return nil }
    guard case .bool(let flag) = value else { throw wrong(key, remedy: "Write true or false") }
    return flag
  }

  /// Texts of a list.
  func texts(_ key: String) throws -> [String]? {
    try values[key].map {
      try list($0, key) {
        guard case .string(let text) = $0 else { throw wrong(key, remedy: "Write a list of texts in quotes") }
        return text
      }
    }
  }

  /// A field as it stands in the file, for messages.
  func shown(_ key: String) -> String { values[key].map(PythonJSON.line) ?? "missing" }

  /// Whether a field is a list.
  func isList(_ key: String) -> Bool { if case .list = values[key] { true } else { false } }

  /// The numbers of an object whose keys are whole numbers.
  func counts(_ key: String) throws -> [Int: Int]? {
    guard let value = values[key] else { return nil }
    let remedy = "Write {\"<group>\": <count>}"
    guard case .dictionary(let object) = value else { throw wrong(key, remedy: remedy) }
    var counts: [Int: Int] = [:]
    for (name, count) in object {
      guard let number = Int(name), number >= 0, counts[number] == nil else { throw wrong(key, remedy: remedy) }
      counts[number] = try wholeNumber(count, key, remedy: remedy)
    }
    return counts
  }

  /// The fields of an object in this one; none where it is absent.
  func object(_ key: String) throws -> ConfigurationFields {
    guard let value = values[key] else { return ConfigurationFields(path: path, prefix: "\(prefix)\(key).", [:]) }
    guard case .dictionary(let object) = value else { throw wrong(key, remedy: "Write \"\(key)\": {…}") }
    return ConfigurationFields(path: path, prefix: "\(prefix)\(key).", object)
  }

  func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, aliases: [String: Choice] = [:]
  ) throws -> Choice? where Choice.RawValue == String {
    guard let value = values[key] else { return nil }
    guard case .string(let text) = value, let choice = aliases[text] ?? Choice(rawValue: text) else {
      throw wrong(key, remedy: "Use one of: \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return choice
  }

  /// The error of a field that holds what it may not.
  func wrong(_ key: String, remedy: String) -> UserError {
    UserError("\(path): \(prefix)\(key) is \(shown(key))", remedy: remedy)
  }

  private func list<Element>(_ value: PythonValue, _ key: String, _ element: (PythonValue) throws -> Element) throws
    -> [Element]
  {
    guard case .list(let values) = value else { throw wrong(key, remedy: "Write a list in brackets") }
    return try values.map(element)
  }

  private func wholeNumber(_ value: PythonValue, _ key: String, remedy: String, most: Int = largest) throws -> Int {
    let number: Int? =
      switch value {
      case .int(let number): number
      // Some programs write 8.0 for 8.
      case .double(let number): Int(exactly: number)
      default: nil
      }
    guard let number, (0...most).contains(number) else { throw wrong(key, remedy: remedy) }
    return number
  }
}

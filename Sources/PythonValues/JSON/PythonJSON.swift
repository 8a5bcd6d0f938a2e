/// Writes JSON as Python's `json.dumps` does; numbers that are not finite are `NaN` and `Infinity`, which is no JSON.
public struct PythonJSON: Sendable {
  /// The indentation of a level; nil for one line.
  private let margin: String?
  private let sortsKeys: Bool
  private let asciiOnly: Bool

  /// A form of JSON.
  ///
  /// - Parameters:
  ///   - indent: spaces a level, 0 or more, and a line for each item; nil for one line.
  ///   - sortsKeys: whether fields stand in the order of their names' code points, and not in their own.
  ///   - asciiOnly: whether everything outside of ASCII is escaped, as Python does unless `ensure_ascii=False`.
  public init(indent: Int? = nil, sortsKeys: Bool = false, asciiOnly: Bool = false) {
    margin = indent.map { String(repeating: " ", count: $0) }
    self.sortsKeys = sortsKeys
    self.asciiOnly = asciiOnly
  }

  /// A value in one line: `json.dumps(…, ensure_ascii=False)`.
  public static func line(_ value: PythonValue) -> String { PythonJSON().text(value) }

  /// A value on many lines: `json.dumps(…, indent=2, ensure_ascii=False)`; no line feed at the end.
  public static func page(_ value: PythonValue) -> String { PythonJSON(indent: 2).text(value) }

  private func text(_ value: PythonValue) -> String {
    var text = ""
    write(value) { piece, times in for _ in 0..<times { text += piece } }
    return text
  }

  /// Hands over the JSON of a value in pieces, each with how many times it comes.
  ///
  /// - Throws: what the closure throws.
  public func write<Failure: Error>(
    _ value: PythonValue, _ emit: (_ piece: String, _ times: Int) throws(Failure) -> Void
  ) throws(Failure) {
    try write(value, 0, emit)
  }

  private func write<Failure: Error>(
    _ value: PythonValue, _ depth: Int, _ emit: (String, Int) throws(Failure) -> Void
  ) throws(Failure) {
    switch value {
    case .none: try emit("null", 1)
    case .bool(let flag): try emit(flag ? "true" : "false", 1)
    case .int(let number): try emit(String(number), 1)
    case .double(let number): try emit(Self.number(number), 1)
    case .string(let text): try emit(Self.quoted(text, asciiOnly: asciiOnly), 1)
    case .list(let items):
      try emit("[", 1)
      for (index, item) in items.enumerated() {
        try begin(index, depth + 1, emit)
        try write(item, depth + 1, emit)
      }
      try end("]", isEmpty: items.isEmpty, depth, emit)
    case .dictionary(let fields):
      try emit("{", 1)
      let ordered = sortsKeys ? fields.sorted { PythonText.compare($0.key, $1.key) < 0 } : Array(fields)
      for (index, field) in ordered.enumerated() {
        try begin(index, depth + 1, emit)
        try emit(Self.quoted(field.key, asciiOnly: asciiOnly) + ": ", 1)
        try write(field.value, depth + 1, emit)
      }
      try end("}", isEmpty: fields.isEmpty, depth, emit)
    }
  }

  private func begin<Failure: Error>(
    _ index: Int, _ depth: Int, _ emit: (String, Int) throws(Failure) -> Void
  ) throws(Failure) {
    if index > 0 { try emit(margin == nil ? ", " : ",", 1) }
    try startLine(depth, emit)
  }

  private func end<Failure: Error>(
    _ bracket: String, isEmpty: Bool, _ depth: Int, _ emit: (String, Int) throws(Failure) -> Void
  ) throws(Failure) {
    if !isEmpty { try startLine(depth, emit) }
    try emit(bracket, 1)
  }

  private func startLine<Failure: Error>(_ depth: Int, _ emit: (String, Int) throws(Failure) -> Void) throws(Failure) {
    guard let margin else { return }
    try emit("\n", 1)
    try emit(margin, depth)
  }

  /// A float.
  private static func number(_ number: Double) -> String {
    guard !number.isFinite else { return PythonFloat.repr(number) }
    return number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity"
  }

  /// A JSON string literal, quotes included.
  ///
  /// - Parameter asciiOnly: whether everything outside of ASCII is escaped, as with `ensure_ascii=True`.
  public static func quoted(_ text: String, asciiOnly: Bool = false) -> String {
    var result: [UInt8] = [UInt8(ascii: "\"")]
    result.reserveCapacity(text.utf8.count + 2)
    for scalar in text.unicodeScalars {
      if let letter = shortEscape(of: scalar) {
        result.append(UInt8(ascii: "\\"))
        result.append(letter)
      } else if scalar < " " || (asciiOnly && scalar.value > 0x7e) {
        for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter { appendEscape(unit, to: &result) }
      } else if scalar.isASCII {
        result.append(UInt8(ascii: scalar))
      } else {
        result += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
      }
    }
    result.append(UInt8(ascii: "\""))
    return String(decoding: result, as: UTF8.self)
  }

  private static func shortEscape(of scalar: Unicode.Scalar) -> UInt8? {
    switch scalar {
    case "\"", "\\": UInt8(ascii: scalar)
    case "\n": UInt8(ascii: "n")
    case "\r": UInt8(ascii: "r")
    case "\t": UInt8(ascii: "t")
    case "\u{8}": UInt8(ascii: "b")
    case "\u{c}": UInt8(ascii: "f")
    default: nil
    }
  }

  private static func appendEscape(_ unit: UInt16, to result: inout [UInt8]) {
    let digits = String(unit, radix: 16)
    result += "\\u".utf8
    result += String(repeating: "0", count: 4 - digits.utf8.count).utf8
    result += digits.utf8
  }
}

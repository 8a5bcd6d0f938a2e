internal import OrderedCollections
internal import PythonValues

/// Python's `format % values`.
enum PercentFormat {
  /// The format with its `%` places filled.
  ///
  /// - Parameter values: a tuple, a dictionary for `%(name)s`, or one value.
  /// - Throws: `PythonError` when there are too few or too many values, or one does not fit.
  static func fill(_ format: String, _ values: Value, _ budget: Budget) throws(PythonError) -> String {
    var source = Source(values)
    var reader = ScalarReader(format)
    var result = ""
    while reader.peek != nil {
      result += reader.take { $0 != "%" }
      guard reader.skip("%") else { break }
      result += reader.skip("%") ? "%" : try place(&reader, &source, budget)
      try budget.allow(result.utf8.count)
    }
    try source.finish()
    return result
  }

  private static func place(
    _ reader: inout ScalarReader, _ source: inout Source, _ budget: Budget
  ) throws(PythonError) -> String {
    let name = reader.skip("(") ? reader.take { $0 != ")" } : nil
    if name != nil, !reader.skip(")") { throw broken("a name in brackets is not closed") }
    var spec = FormatSpec()
    let flags = reader.take { "-+ 0#".unicodeScalars.contains($0) }
    spec.align = flags.contains("-") ? "<" : ">"
    spec.sign = flags.contains("+") ? "+" : flags.contains(" ") ? " " : "-"
    spec.isZeroPadded = flags.contains("0") && !flags.contains("-")
    spec.width = try FormatSpec.size(reader.take { ("0"..."9").contains($0) })
    if reader.skip(".") { spec.precision = try FormatSpec.size(reader.take { ("0"..."9").contains($0) }) }
    guard let letter = reader.next(), !flags.contains("#") else { throw broken("a % without a letter") }
    let value = try source.next(name)
    switch letter {
    case "s": return try spec.padded(spec.cut(try value.str(budget)), budget)
    case "r": return try spec.padded(spec.cut(try value.repr(budget)), budget)
    case "d", "i", "u":
      guard case .double(let number) = value else { return try spec.integer(value, "d", budget) }
      guard let whole = Int(exactly: number.rounded(.towardZero)) else { throw broken("%d with \(number)") }
      return try spec.integer(.int(whole), "d", budget)
    case "x", "X", "o": return try spec.integer(value, letter, budget)
    case "f", "F", "e", "E", "g", "G": return try spec.float(value, letter, budget)
    default: throw broken("%\(letter)")
    }
  }

  private static func broken(_ what: String) -> PythonError {
    .unsupported("\(what) in a format", instead: "Use %s, %r, %d, %x, %o, %f, %e or %g, and %% for a percent sign.")
  }

  /// Where values come from.
  private struct Source {
    private let values: Value
    private var items: ArraySlice<Value>
    private var isNamed = false

    init(_ values: Value) {
      self.values = values
      if case .tuple(let items) = values { self.items = items[...] } else { items = [values] }
    }

    mutating func next(_ name: String?) throws(PythonError) -> Value {
      guard let name else {
        guard let value = items.popFirst() else {
          throw PythonError("the format has more places than values", remedy: "Give a value for each %.")
        }
        return value
      }
      guard case .dictionary(let mapping) = values, let value = mapping[Key(text: name)] else {
        throw PythonError("the format's value \"\(name)\" is not there", remedy: "Give a dictionary that has it.")
      }
      isNamed = true
      return value
    }

    func finish() throws(PythonError) {
      if case .dictionary = values { return }
      if case .list = values, items.count == 1 { return }
      guard items.isEmpty else {
        throw PythonError("the format has fewer places than values", remedy: "Give a % for each value.")
      }
    }
  }
}

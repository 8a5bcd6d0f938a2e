internal import PythonValues

/// How the cells of a column become values.
///
/// A column is typed as a whole: whole numbers, numbers, booleans or text, the first of these that fits all its cells.
enum CSVTyping: Sendable, Hashable {
  /// As pandas types it, and therefore lm-eval's `dataset_path: csv`.
  ///
  /// Numbers may have a sign, leading zeros, an exponent and spaces around; `inf` and `infinity` are numbers; `true` and
  /// `false` in any case are booleans. With `readsMissing`, an empty cell and the words that pandas takes for a missing
  /// value (`NA`, `None`, `null`, `nan`, …) are `None`, **in columns of text too**, and whole numbers beside them become
  /// doubles; without it (`keep_default_na: false` or `na_filter: false` in `dataset_kwargs`) every cell is a value.
  /// Unlike there, a column is typed over all rows and not in pieces of 10,000, and doubles are rounded correctly.
  case pandas(readsMissing: Bool)
  /// Losslessly: a number or a boolean only where Python's `str()` of the value is the text of the cell, so that a
  /// template prints what stands in the file. An empty cell in a typed column is `None`, in a column of text the empty
  /// text; `NA` and `None` are texts.
  case exact

  /// The values of a column.
  func values(of cells: [String]) -> [PythonValue] {
    switch self {
    case .pandas(let readsMissing): Self.pandasValues(of: cells, readsMissing: readsMissing)
    case .exact: Self.exactValues(of: cells)
    }
  }

  // MARK: pandas

  /// The words that pandas 2 and 3 take for a missing value.
  private static let missing: Set<String> = [
    "", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA",
    "NULL", "NaN", "None", "n/a", "nan", "null",
  ]

  private static func pandasValues(of cells: [String], readsMissing: Bool) -> [PythonValue] {
    let isMissing = { (cell: String) in readsMissing && missing.contains(cell) }
    let present = cells.filter { !isMissing($0) }
    if present.isEmpty { return cells.map { _ in PythonValue.none } }
    let hasMissing = present.count < cells.count
    for kind in [hasMissing ? nil : pandasInt, pandasDouble, pandasBool].compactMap(\.self) {
      if let values = typed(cells, as: kind, isMissing: isMissing) { return values }
    }
    return cells.map { isMissing($0) ? PythonValue.none : .string($0) }
  }

  @Sendable private static func pandasInt(_ cell: String) -> PythonValue? {
    Int(trimmed(cell)).map(PythonValue.int)
  }

  @Sendable private static func pandasDouble(_ cell: String) -> PythonValue? {
    let text = trimmed(cell).lowercased()
    let isWord = ["inf", "infinity"].contains(text.drop { $0 == "-" || $0 == "+" })
    guard isWord || text.utf8.allSatisfy({ "0123456789.e+-".utf8.contains($0) }) else { return nil }
    return Double(text).map(PythonValue.double)
  }

  @Sendable private static func pandasBool(_ cell: String) -> PythonValue? {
    switch cell.lowercased() {
    case "true": .bool(true)
    case "false": .bool(false)
    default: nil
    }
  }

  private static func trimmed(_ cell: String) -> String {
    String(cell.unicodeScalars.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed().map(Character.init))
  }

  // MARK: exact

  private static func exactValues(of cells: [String]) -> [PythonValue] {
    if cells.allSatisfy(\.isEmpty) { return cells.map(PythonValue.string) }
    for kind in [exactInt, exactDouble, exactBool] {
      if let values = typed(cells, as: kind, isMissing: \.isEmpty) { return values }
    }
    return cells.map(PythonValue.string)
  }

  @Sendable private static func exactInt(_ cell: String) -> PythonValue? {
    Int(cell).flatMap { "\($0)" == cell ? .int($0) : nil }
  }

  @Sendable private static func exactDouble(_ cell: String) -> PythonValue? {
    guard cell.utf8.allSatisfy({ "0123456789.-".utf8.contains($0) }) else { return nil }
    return Double(cell).flatMap { "\($0)" == cell ? .double($0) : nil }
  }

  @Sendable private static func exactBool(_ cell: String) -> PythonValue? {
    switch cell {
    case "True": .bool(true)
    case "False": .bool(false)
    default: nil
    }
  }

  /// The values of all cells, or nil when one that is not missing is none of the kind.
  private static func typed(
    _ cells: [String], as kind: (String) -> PythonValue?, isMissing: (String) -> Bool
  ) -> [PythonValue]? {
    var values: [PythonValue] = []
    values.reserveCapacity(cells.count)
    for cell in cells {
      if isMissing(cell) {
        values.append(.none)
      } else if let value = kind(cell) {
        values.append(value)
      } else {
        return nil
      }
    }
    return values
  }
}

internal import Console
internal import PythonValues

/// Makes the docs of a split one table, as data sets have it: every doc has every column.
///
/// As Hugging Face's loader does: columns stand in the order of their first appearance; one that a doc lacks is `None`;
/// where a column has both whole numbers and others, all become doubles. What lies inside a list or a dictionary stays
/// as it is.
enum DocColumns {
  /// Values that are filled in at most: a table of ten thousand docs with a column each has a hundred million.
  private static let mostFilledIn = 5_000_000

  /// The docs with the same columns, in the same order.
  ///
  /// - Throws: `UserError` where docs have so few columns in common that the table is much larger than they are.
  static func aligned(_ docs: [Doc], place: String) throws(UserError) -> [Doc] {
    guard let first = docs.first else { return docs }
    let columns = docs.allSatisfy { $0.hasSameKeys(as: first) } ? Array(first.keys) : union(of: docs)
    let filledIn = docs.reduce(0) { $0 + columns.count - $1.count }
    guard filledIn <= mostFilledIn else {
      throw UserError(
        "its \(docs.count) docs have \(columns.count) columns together, and lack \(filledIn) values of that table, more than "
          + "\(mostFilledIn)", place: place,
        remedy: "Put what has other names in every doc into one column, as a list or an object.")
    }
    let widened = columns.filter { mixesNumbers(docs, $0) }
    guard columns.count != first.count || !widened.isEmpty || docs.contains(where: { !$0.hasSameKeys(as: first) })
    else { return docs }
    return docs.map { doc in
      var row: Doc = [:]
      for column in columns { row[column] = doc[column] ?? PythonValue.none }
      for column in widened { if case .int(let value) = row[column] { row[column] = .double(Double(value)) } }
      return row
    }
  }

  private static func union(of docs: [Doc]) -> [String] {
    var columns: Doc = [:]
    for doc in docs { for key in doc.keys where columns[key] == nil { columns[key] = PythonValue.none } }
    return Array(columns.keys)
  }

  private static func mixesNumbers(_ docs: [Doc], _ column: String) -> Bool {
    var hasInt = false
    var hasDouble = false
    for doc in docs {
      switch doc[column] {
      case .int: hasInt = true
      case .double: hasDouble = true
      default: break
      }
    }
    return hasInt && hasDouble
  }
}

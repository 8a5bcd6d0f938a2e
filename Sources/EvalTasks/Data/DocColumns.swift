internal import Jinja
internal import OrderedCollections

/// Makes the docs of a split one table, as data sets have it: every doc has every column.
///
/// As Hugging Face's loader does: columns stand in the order of their first appearance; one that a doc lacks is `None`;
/// where a column has both whole numbers and others, all become doubles. What lies inside a list or a dictionary stays
/// as it is.
enum DocColumns {
  /// The docs with the same columns, in the same order.
  static func aligned(_ docs: [Doc]) -> [Doc] {
    guard let first = docs.first else { return docs }
    let columns = docs.allSatisfy { $0.hasSameKeys(as: first) } ? Array(first.keys) : union(of: docs)
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

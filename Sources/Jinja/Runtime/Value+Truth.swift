internal import OrderedCollections

extension Value {
  /// Python's `bool()`.
  ///
  /// - Throws: `PythonError` for what is not there.
  func isTrue() throws(PythonError) -> Bool {
    switch self {
    case .undefined(.noElse): false
    case .undefined(let undefined): throw undefined.error
    case .none: false
    case .bool(let flag): flag
    case .int(let number): number != 0
    case .double(let number): number != 0
    case .string(let text), .markup(let text): !text.isEmpty
    case .list(let items), .tuple(let items): !items.isEmpty
    case .dictionary(let mapping): !mapping.isEmpty
    case .view(let view): !view.items.isEmpty
    case .range(let range): range.count > 0
    case .generator, .loop, .namespace, .function: true
    }
  }
}

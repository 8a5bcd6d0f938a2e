internal import OrderedCollections
internal import PythonValues

extension Value {
  /// The number of a number or bool; nil for everything else.
  var number: PythonNumber? {
    switch self {
    case .bool(let flag): .int(flag ? 1 : 0)
    case .int(let number): .int(number)
    case .double(let number): .double(number)
    default: nil
    }
  }

  /// The whole number of an int or bool; nil for everything else.
  var int: Int? {
    switch self {
    case .bool(let flag): flag ? 1 : 0
    case .int(let number): number
    default: nil
    }
  }

  /// Python's `==`.
  ///
  /// - Parameter budget: what it may cost; nil where that was counted before.
  /// - Throws: `PythonError` for what is not there.
  func equals(_ other: Value, _ budget: Budget?) throws(PythonError) -> Bool {
    budget?.step()
    switch (self, other) {
    case (.undefined(.noElse), .undefined(.noElse)): return true
    case (.undefined(.noElse), _), (_, .undefined(.noElse)): return false
    case (.undefined(let undefined), _), (_, .undefined(let undefined)): throw undefined.error
    case (.none, .none): return true
    case (.string(let left), .string(let right)), (.string(let left), .markup(let right)),
      (.markup(let left), .string(let right)), (.markup(let left), .markup(let right)):
      guard left.utf8.count == right.utf8.count else { return false }
      try budget?.spend(left.utf8.count / 4)
      return left.utf8.elementsEqual(right.utf8)
    case (.list(let left), .list(let right)), (.tuple(let left), .tuple(let right)):
      return try Self.equal(left, right, budget)
    case (.dictionary(let left), .dictionary(let right)): return try Self.equal(left, right, budget)
    case (.range(let left), .range(let right)): return left == right
    case (.namespace(let left), .namespace(let right)): return left === right
    case (.generator(let left), .generator(let right)): return left === right
    case (.loop(let left), .loop(let right)): return left === right
    default:
      guard let left = number, let right = other.number else { return false }
      return left == right
    }
  }

  private static func equal(_ left: [Value], _ right: [Value], _ budget: Budget?) throws(PythonError) -> Bool {
    guard left.count == right.count else { return false }
    try budget?.spend(left.count)
    for (left, right) in zip(left, right) where try !left.equals(right, budget) { return false }
    return true
  }

  private static func equal(_ left: Mapping, _ right: Mapping, _ budget: Budget?) throws(PythonError) -> Bool {
    guard left.count == right.count else { return false }
    try budget?.spend(left.count * 10)
    for (key, value) in left {
      guard let other = right[key], try value.equals(other, budget) else { return false }
    }
    return true
  }

  /// Python's `<`, `<=`, `>` or `>=`, by its sign.
  func isOrdered(_ sign: ComparisonSign, _ other: Value, _ budget: Budget) throws(PythonError) -> Bool {
    switch (self, other) {
    case (.undefined(let undefined), _), (_, .undefined(let undefined)): throw undefined.error
    case (.string(let left), .string(let right)):
      // Most texts differ near their beginning.
      try budget.spend(10 + min(left.utf8.count, right.utf8.count) / 64)
      return sign.holds(PythonText.compare(left, right))
    case (.list(let left), .list(let right)), (.tuple(let left), .tuple(let right)):
      return try Self.isOrdered(left, sign, right, budget)
    default:
      guard let left = number, let right = other.number else {
        throw PythonError(
          "\(type) and \(other.type) cannot be compared with \(sign.rawValue)", remedy: "Compare values of one type.")
      }
      return left.compare(right).map(sign.holds) ?? false
    }
  }

  private static func isOrdered(
    _ left: [Value], _ sign: ComparisonSign, _ right: [Value], _ budget: Budget
  ) throws(PythonError) -> Bool {
    try budget.spend(10 + min(left.count, right.count))
    for (left, right) in zip(left, right) where try !left.equals(right, budget) {
      return try left.isOrdered(sign, right, budget)
    }
    return sign.holds(left.count - right.count)
  }

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

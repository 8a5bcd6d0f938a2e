/// A sign or word between two compared values.
enum ComparisonOperator {
  case equal
  case notEqual
  case ordered(ComparisonSign)
  case isIn
  case isNotIn

  /// The operator of a sign; nil for other signs.
  init?(sign: String) {
    switch sign {
    case "==": self = .equal
    case "!=": self = .notEqual
    default:
      guard let sign = ComparisonSign(rawValue: sign) else { return nil }
      self = .ordered(sign)
    }
  }

  /// Whether the comparison holds.
  func holds(_ left: Value, _ right: Value, _ budget: Budget) throws(PythonError) -> Bool {
    switch self {
    case .equal: try left.equals(right, budget)
    case .notEqual: try !left.equals(right, budget)
    case .ordered(let sign): try left.isOrdered(sign, right, budget)
    case .isIn: try right.contains(left, budget)
    case .isNotIn: try !right.contains(left, budget)
    }
  }
}

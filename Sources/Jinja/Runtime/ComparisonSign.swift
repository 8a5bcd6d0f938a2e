/// A sign between two values that have an order.
enum ComparisonSign: String {
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="

  /// Whether the sign is right, given a difference that is negative, zero or positive.
  func holds(_ difference: Int) -> Bool { holds(difference, 0) }

  /// Whether the sign is right between two comparable values.
  func holds<Operand: Comparable>(_ left: Operand, _ right: Operand) -> Bool {
    switch self {
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    }
  }
}

internal import Foundation

/// An operator between two numbers.
enum BinaryOperator: String {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case floorDivide = "//"
  case modulo = "%"
  case power = "**"

  static let tooLarge = PythonError(
    "a whole number is outside of 64 bits", remedy: "Use a float, for example 1.0 instead of 1.")

  private static let zeroDivision = PythonError("division by zero", remedy: "Check the divisor with {% if %} first.")

  /// The result for whole numbers; `/` and negative powers give floats.
  func apply(_ left: Int, _ right: Int) throws(PythonError) -> Value {
    switch self {
    case .add: return try Self.checked(left.addingReportingOverflow(right))
    case .subtract: return try Self.checked(left.subtractingReportingOverflow(right))
    case .multiply: return try Self.checked(left.multipliedReportingOverflow(by: right))
    case .divide: return try apply(Double(left), Double(right))
    case .floorDivide, .modulo:
      guard right != 0 else { throw Self.zeroDivision }
      guard right != -1 else { return self == .modulo ? .int(0) : try BinaryOperator.subtract.apply(0, left) }
      let (quotient, remainder) = left.quotientAndRemainder(dividingBy: right)
      let isBelow = remainder != 0 && (remainder < 0) != (right < 0)
      return .int(self == .modulo ? (isBelow ? remainder + right : remainder) : (isBelow ? quotient - 1 : quotient))
    case .power: return right < 0 ? try apply(Double(left), Double(right)) : try Self.power(left, right)
    }
  }

  /// The result for floats.
  func apply(_ left: Double, _ right: Double) throws(PythonError) -> Value {
    switch self {
    case .add: return .double(left + right)
    case .subtract: return .double(left - right)
    case .multiply: return .double(left * right)
    case .divide, .floorDivide, .modulo:
      guard right != 0 else { throw Self.zeroDivision }
      return .double(self == .divide ? left / right : divide(left, right))
    case .power: return .double(try Self.power(left, right))
    }
  }

  /// Python's floored division of floats: the quotient or the remainder, which has the divisor's sign.
  private func divide(_ left: Double, _ right: Double) -> Double {
    var remainder = left.truncatingRemainder(dividingBy: right)
    var quotient = (left - remainder) / right
    if remainder == 0 {
      remainder = Double(signOf: right, magnitudeOf: 0)
    } else if (remainder < 0) != (right < 0) {
      remainder += right
      quotient -= 1
    }
    guard self == .floorDivide else { return remainder }
    guard quotient != 0 else { return Double(signOf: left / right, magnitudeOf: 0) }
    let floor = quotient.rounded(.down)
    return quotient - floor > 0.5 ? floor + 1 : floor
  }

  private static func checked(_ result: (partialValue: Int, overflow: Bool)) throws(PythonError) -> Value {
    guard !result.overflow else { throw tooLarge }
    return .int(result.partialValue)
  }

  private static func power(_ base: Int, _ exponent: Int) throws(PythonError) -> Value {
    var result = 1
    guard !(-1...1).contains(base) else { return .int(base == -1 && exponent % 2 == 0 ? 1 : exponent == 0 ? 1 : base) }
    for _ in 0..<exponent {
      guard case .int(let next) = try BinaryOperator.multiply.apply(result, base) else { break }
      result = next
    }
    return .int(result)
  }

  private static func power(_ base: Double, _ exponent: Double) throws(PythonError) -> Double {
    guard base != 0 || exponent >= 0 else { throw zeroDivision }
    guard base >= 0 || exponent == exponent.rounded() || base.isInfinite else {
      throw .unsupported("a root of a negative number", instead: "Take |abs first.")
    }
    let result = pow(base, exponent)
    guard result.isFinite || !base.isFinite || !exponent.isFinite else {
      throw PythonError("the power is too large for a float", remedy: "Use a smaller exponent.")
    }
    return result
  }
}

/// A sign between two values that have an order.
enum ComparisonSign: String {
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="

  /// Whether the sign is right, given a difference that is negative, zero or positive.
  func holds(_ difference: Int) -> Bool {
    switch self {
    case .less: difference < 0
    case .lessOrEqual: difference <= 0
    case .greater: difference > 0
    case .greaterOrEqual: difference >= 0
    }
  }
}

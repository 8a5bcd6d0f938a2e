internal import Foundation
internal import PythonValues

extension Filters {
  /// Filters that give numbers.
  static let numbers: [Filter] = [
    Filter("int", Signature("[default] [base]")) { value, arguments throws(PythonError) in
      if case .markup = value { _ = try value.plainText(arguments.budget) }
      return try int(value, default: arguments.value(0, default: .int(0)), base: try arguments.int(1, default: 10))
    },
    Filter("float", Signature("[default]")) { value, arguments throws(PythonError) in
      if let number = value.number { return .double(number.double) }
      if case .undefined(let undefined) = value { throw undefined.error }
      if case .markup = value { _ = try value.plainText(arguments.budget) }
      return value.text.flatMap(PythonFloat.parse).map(Value.double) ?? arguments.value(0, default: .double(0))
    },
    Filter("abs") { value, _ throws(PythonError) in
      switch value.number {
      case .int(let number): number < 0 ? try value.signed(negative: true) : .int(number)
      case .double(let number): .double(number.magnitude)
      case nil: throw .wrongInput("abs", value, "a number")
      }
    },
    Filter("round", Signature("[precision] [method]")) { value, arguments throws(PythonError) in
      guard let number = value.number else { throw .wrongInput("round", value, "a number") }
      let precision = try arguments.int(0, default: 0)
      let method = try arguments.optionalText(1) ?? "common"
      guard ["common", "ceil", "floor"].contains(method) else {
        throw .unknown("method of rounding", method, known: ["common", "ceil", "floor"])
      }
      return method == "common"
        ? try round(number, precision) : .double(try round(number.double, precision, up: method == "ceil"))
    },
  ]

  private static func int(_ value: Value, default fallback: Value, base: Int) throws(PythonError) -> Value {
    switch value {
    case .undefined(let undefined): throw undefined.error
    case .bool, .int: return .int(value.int ?? 0)
    case .double(let number): return number.isFinite ? try truncated(number) : fallback
    case .string(let text):
      switch PythonInteger.parse(text, base: base) {
      case .number(let number): return .int(number)
      case .tooLarge: throw BinaryOperator.tooLarge
      case .invalid:
        guard let number = PythonFloat.parse(text), number.isFinite else { return fallback }
        return try truncated(number)
      }
    default: return fallback
    }
  }

  private static func truncated(_ number: Double) throws(PythonError) -> Value {
    guard let whole = Int(exactly: number.rounded(.towardZero)) else { throw BinaryOperator.tooLarge }
    return .int(whole)
  }

  /// Python's `round()`: ties of the exact decimal value go to the even digit.
  private static func round(_ number: PythonNumber, _ precision: Int) throws(PythonError) -> Value {
    guard precision >= 0 else {
      throw .unsupported("rounding to tens", instead: "Divide, round and multiply: ((x / 10) | round) * 10.")
    }
    switch number {
    case .int(let number): return .int(number)
    case .double(let number):
      guard number.isFinite, precision < 324 else { return .double(number) }
      return .double(Double(String(format: "%.\(precision)f", number)) ?? number)
    }
  }

  private static func round(_ number: Double, _ precision: Int, up: Bool) throws(PythonError) -> Double {
    let scale = pow(10, Double(precision))
    guard scale != 0, (number * scale).isFinite else {
      throw PythonError("\(number) cannot be rounded to \(precision) digits", remedy: "Give a smaller precision.")
    }
    return (number * scale).rounded(up ? .up : .down) / scale
  }
}

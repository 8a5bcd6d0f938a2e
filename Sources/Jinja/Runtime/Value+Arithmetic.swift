internal import PythonValues

extension Value {
  /// Python's `+ - * / // % **`.
  func applying(_ operation: BinaryOperator, _ other: Value, _ budget: Budget) throws(PythonError) -> Value {
    if case .undefined(let undefined) = self { throw undefined.error }
    if case .undefined(let undefined) = other { throw undefined.error }
    if let left = number, let right = other.number {
      if case .int(let left) = left, case .int(let right) = right { return try operation.apply(left, right) }
      return try operation.apply(left.double, right.double)
    }
    switch (operation, self, other) {
    case (.add, .string(let left), .string(let right)):
      try budget.allow(weight + other.weight)
      return try budget.made(.string(left + right))
    case (.add, .list(let left), .list(let right)):
      try budget.allow(weight + other.weight)
      return try budget.made(.list(left + right))
    case (.add, .tuple(let left), .tuple(let right)):
      try budget.allow(weight + other.weight)
      return try budget.made(.tuple(left + right))
    case (.multiply, _, _):
      if let times = other.int, let result = try repeated(times, budget) { return result }
      if let times = int, let result = try other.repeated(times, budget) { return result }
    case (.modulo, .string(let format), _):
      try budget.read(self)
      return try budget.made(.string(try PercentFormat.fill(format, other, budget)))
    default: break
    }
    throw PythonError(
      "\(type) and \(other.type) cannot be combined with \(operation.rawValue)",
      remedy: operation == .add && (text != nil || other.text != nil)
        ? "Join texts with ~, which turns everything into text."
        : "Convert them first, for example with |int or |string.")
  }

  private func repeated(_ times: Int, _ budget: Budget) throws(PythonError) -> Value? {
    let times = max(times, 0)
    switch self {
    case .string, .list, .tuple: try budget.allow(weight, times: times)
    default: return nil
    }
    switch self {
    case .string(let text): return try budget.made(.string(String(repeating: text, count: text.isEmpty ? 0 : times)))
    case .list(let items): return try budget.made(.list(Self.repeated(items, times)))
    case .tuple(let items): return try budget.made(.tuple(Self.repeated(items, times)))
    default: return nil
    }
  }

  private static func repeated(_ items: [Value], _ times: Int) -> [Value] {
    items.isEmpty ? [] : Array([[Value]](repeating: items, count: times).joined())
  }

  /// Python's unary `-` and `+`.
  func signed(negative: Bool) throws(PythonError) -> Value {
    switch number {
    case .int(let number):
      let (result, overflow) = negative ? (0).subtractingReportingOverflow(number) : (number, false)
      guard !overflow else { throw BinaryOperator.tooLarge }
      return .int(result)
    case .double(let number): return .double(negative ? -number : number)
    case nil:
      if case .undefined(let undefined) = self { throw undefined.error }
      throw PythonError("a sign cannot stand before a value of type \(type)", remedy: "Convert it first: (… | int).")
    }
  }
}

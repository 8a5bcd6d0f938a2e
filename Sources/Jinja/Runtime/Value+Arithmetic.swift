extension Value {
  /// Python's `+ - * / // % **`.
  func applying(_ operation: BinaryOperator, _ other: Value) throws(PythonError) -> Value {
    if case .undefined(let undefined) = self { throw undefined.error }
    if case .undefined(let undefined) = other { throw undefined.error }
    if let left = number, let right = other.number {
      if case .int(let left) = left, case .int(let right) = right { return try operation.apply(left, right) }
      return try operation.apply(left.double, right.double)
    }
    switch (operation, self, other) {
    case (.add, .string(let left), .string(let right)): return .string(left + right)
    case (.add, .list(let left), .list(let right)): return .list(left + right)
    case (.add, .tuple(let left), .tuple(let right)): return .tuple(left + right)
    case (.multiply, _, _):
      if let times = other.int, let result = try repeated(times) { return result }
      if let times = int, let result = try other.repeated(times) { return result }
    case (.modulo, .string(let format), _): return .string(try PercentFormat.fill(format, other))
    default: break
    }
    throw PythonError(
      "\(type) and \(other.type) cannot be combined with \(operation.rawValue)",
      remedy: operation == .add && (text != nil || other.text != nil)
        ? "Join texts with ~, which turns everything into text."
        : "Convert them first, for example with |int or |string.")
  }

  private func repeated(_ times: Int) throws(PythonError) -> Value? {
    let times = max(times, 0)
    let count: Int
    switch self {
    case .string(let text): count = text.utf8.count
    case .list(let items), .tuple(let items): count = items.count
    default: return nil
    }
    guard !count.multipliedReportingOverflow(by: times).overflow, count * times <= PythonRange.longest else {
      throw PythonError("\(times) repetitions are too many", remedy: "Repeat fewer times.")
    }
    switch self {
    case .string(let text): return .string(String(repeating: text, count: times))
    case .list(let items): return .list(Array([[Value]](repeating: items, count: times).joined()))
    case .tuple(let items): return .tuple(Array([[Value]](repeating: items, count: times).joined()))
    default: return nil
    }
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

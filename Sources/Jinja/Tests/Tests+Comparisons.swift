extension Tests {
  /// Tests of a value against another, and of numbers.
  static let comparisons: [TestDefinition] =
    ["eq", "equalto"].map { named($0, .equal) } + [named("ne", .notEqual), named("in", .isIn)]
    + ["lt", "lessthan"].map { named($0, .ordered(.less)) } + [named("le", .ordered(.lessOrEqual))]
    + ["gt", "greaterthan"].map { named($0, .ordered(.greater)) } + [named("ge", .ordered(.greaterOrEqual))]
    + [
      TestDefinition("even") { value, _ throws(PythonError) in try remainder(value, 2, "even") == 0 },
      TestDefinition("odd") { value, _ throws(PythonError) in try remainder(value, 2, "odd") != 0 },
      TestDefinition("divisibleby", Signature("num")) { value, arguments throws(PythonError) in
        let divisor = try arguments.int(0)
        guard divisor != 0 else { throw arguments.wrong(0, "a number other than 0") }
        return try remainder(value, divisor, "divisibleby") == 0
      },
    ]

  private static func named(_ name: String, _ comparison: ComparisonOperator) -> TestDefinition {
    TestDefinition(name, Signature("other")) { value, arguments throws(PythonError) in
      try comparison.holds(value, arguments[0], arguments.budget)
    }
  }

  private static func remainder(_ value: Value, _ divisor: Int, _ test: String) throws(PythonError) -> Int {
    guard let number = value.int else { throw .wrongInput(test, value, "a whole number") }
    return divisor == -1 ? 0 : number % divisor
  }
}

internal import OrderedCollections
internal import PythonValues

/// What can stand behind `is`.
typealias TestDefinition = Callable<Value, Bool>

/// All tests.
enum Tests {
  private static let all = kinds + comparisons
  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// Names of all tests.
  static let names = all.map(\.name).sorted()

  /// A test by name; nil when there is none.
  static func named(_ name: String) -> TestDefinition? { byName[name] }
}

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

extension Tests {
  /// Tests of what a value is; most hold for none that is not there, without an error.
  static let kinds: [TestDefinition] = [
    TestDefinition("defined") { value, _ throws(PythonError) in !value.isUndefined },
    TestDefinition("undefined") { value, _ throws(PythonError) in value.isUndefined },
    TestDefinition("none") { value, _ throws(PythonError) in if case .none = value { true } else { false } },
    TestDefinition("boolean") { value, _ throws(PythonError) in if case .bool = value { true } else { false } },
    TestDefinition("true") { value, _ throws(PythonError) in if case .bool(true) = value { true } else { false } },
    TestDefinition("false") { value, _ throws(PythonError) in if case .bool(false) = value { true } else { false } },
    TestDefinition("integer") { value, _ throws(PythonError) in if case .int = value { true } else { false } },
    TestDefinition("float") { value, _ throws(PythonError) in if case .double = value { true } else { false } },
    TestDefinition("number") { value, _ throws(PythonError) in value.number != nil },
    TestDefinition("string") { value, _ throws(PythonError) in
      switch value {
      case .string, .markup: true
      default: false
      }
    },
    TestDefinition("mapping") { value, _ throws(PythonError) in if case .dictionary = value { true } else { false } },
    TestDefinition("sequence") { value, _ throws(PythonError) in
      switch value {
      case .string, .markup, .list, .tuple, .dictionary, .range: true
      default: false
      }
    },
    TestDefinition("iterable") { value, _ throws(PythonError) in
      if case .undefined(let undefined) = value { throw undefined.error }
      return value.isIterable
    },
    TestDefinition("callable") { value, _ throws(PythonError) in if case .function = value { true } else { false } },
    TestDefinition("lower") { value, arguments throws(PythonError) in
      PythonText.isLower(try value.str(arguments.budget))
    },
    TestDefinition("upper") { value, arguments throws(PythonError) in
      PythonText.isUpper(try value.str(arguments.budget))
    },
    TestDefinition("filter") { value, _ throws(PythonError) in value.text.map { Filters.named($0) != nil } ?? false },
    TestDefinition("test") { value, _ throws(PythonError) in value.text.map { named($0) != nil } ?? false },
  ]
}

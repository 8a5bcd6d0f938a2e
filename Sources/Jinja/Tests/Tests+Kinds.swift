internal import OrderedCollections
internal import PythonValues

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

import PythonValues
import Testing

@testable import EvalTasks

/// Values are from PyYAML 6: `yaml.load(text, yaml.CSafeLoader)`.
@Suite struct YAMLScalarTests {
  @Test(
    "Words are Booleans and null as in YAML 1.1",
    arguments: [
      ("yes", PythonValue.bool(true)), ("No", .bool(false)), ("ON", .bool(true)), ("off", .bool(false)),
      ("true", .bool(true)), ("FALSE", .bool(false)), ("y", .string("y")), ("N", .string("N")),
      ("tRue", .string("tRue")),
      ("", PythonValue.none), ("~", PythonValue.none), ("null", PythonValue.none), ("None", .string("None")),
    ])
  func words(text: String, value: PythonValue) { #expect(YAMLScalar.value(of: text) == value) }

  @Test(
    "Whole numbers are decimal, octal, hexadecimal, binary or sexagesimal",
    arguments: [
      ("0", 0), ("-0", 0), ("12", 12), ("+12", 12), ("-1_000", -1000), ("010", 8), ("0b101", 5), ("0x1F", 31),
      ("-0x1f", -31), ("1:30", 90), ("1:30:00", 5400), ("190:20:30", 685230),
    ])
  func whole(text: String, value: Int) { #expect(YAMLScalar.value(of: text) == .int(value)) }

  @Test(
    "Other numbers have a point, and a sign in their exponent",
    arguments: [
      ("1.5", 1.5), ("-1.5", -1.5), ("1.", 1), (".5", 0.5), ("1.5e+3", 1500), ("1_0.2_5", 10.25), ("1:30.5", 90.5),
      (".inf", .infinity), ("-.INF", -.infinity),
    ] as [(String, Double)])
  func fraction(text: String, value: Double) { #expect(YAMLScalar.value(of: text) == .double(value)) }

  @Test(
    "What looks like a number and is none is a text",
    arguments: [
      "1e5", "1.5e5", "08", "09:30", "1:60", "-.5", "+.5", "0x", "1-2", "2024-01-01", "1.0.2", "_1", "1:2:", "-", ".",
      "0b2", "12a",
    ])
  func texts(text: String) { #expect(YAMLScalar.value(of: text) == .string(text)) }

  @Test("NaN is a number, and a number of more than 64 bits is nothing")
  func extremes() {
    guard case .double(let nan) = YAMLScalar.value(of: ".nan") else { return #expect(Bool(false)) }
    #expect(nan.isNaN)
    #expect(YAMLScalar.value(of: "9223372036854775807") == .int(.max))
    #expect(YAMLScalar.value(of: "9223372036854775808") == nil)
    #expect(YAMLScalar.value(of: "99999999999999999999:00") == nil)
  }
}

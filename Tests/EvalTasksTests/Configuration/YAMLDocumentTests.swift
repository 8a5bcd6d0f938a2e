import Console
import PythonValues
import OrderedCollections
import Testing

@testable import EvalTasks

@Suite struct YAMLDocumentTests {
  private func mapping(_ text: String) throws -> ConfigurationValue.Mapping {
    try YAMLDocument.mapping(text, path: "a/b.yaml")
  }

  private func message(_ text: String) -> String? {
    #expect(throws: UserError.self) { _ = try mapping(text) }?.description
  }

  @Test("Keys keep their order, their lines and their types")
  func keys() throws {
    let keys = try mapping("a: no\nb: \"no\"\n\nc:\n  - 1\n  - x: 2.5\nd: |\n  text\n")
    #expect(Array(keys.keys) == ["a", "b", "c", "d"])
    #expect(keys.values.map(\.line) == [1, 2, 4, 7])
    #expect(
      keys.values.map(\.pythonValue) == [
        .bool(false), .string("no"), .list([.int(1), .dictionary(["x": .double(2.5)])]), .string("text\n"),
      ])
  }

  /// Levels of nine aliases each: 9 to the power of the levels.
  private func laughs(_ levels: Int, _ item: (String) -> String) -> String {
    let levels = (1...levels).map { level in
      "a\(level): &a\(level) " + item(Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")) + "\n"
    }
    return "a0: &a0 {k: x}\n" + levels.joined()
  }

  @Test("Aliases of aliases stand for copies, up to a limit")
  func aliases() throws {
    #expect(try mapping(laughs(3) { "[\($0)]" })["a3"]?.list?.count == 9)
    let error = message(laughs(30) { "[\($0)]" })
    #expect(error?.hasPrefix("a/b.yaml:") == true)
    #expect(error?.contains("the file stands for more than 250000 values when its aliases and merges") == true)
    #expect(message(laughs(30) { "{<<: [\($0)], k: [\($0)]}" })?.contains("more than 250000 values") == true)
    #expect(message(laughs(30) { "{<<: [\($0)]}" })?.contains("more than 250000 values") == true)
  }

  @Test("A key that is an alias of aliases is refused before anybody compares it")
  func aliasKeys() {
    for key in ["*a30 : 1", "? *a30\n: 1", "? [*a30]\n: 1", "[*a30]: 1", "{x: *a30}: 1", "{*a30 : 1}"] {
      let error = message(laughs(30) { "[\($0)]" } + "b:\n  \(key)\n")
      #expect(error?.contains("a key seems to be an alias or a list") == true, "\(key)")
    }
  }

  @Test("Twenty stars and braces before a colon are no keys")
  func stars() throws {
    #expect(try mapping("a: |\n" + String(repeating: "  * x **b** *c* {{d}}: ?\n", count: 100)).count == 1)
  }

  @Test("A function keeps its name, quoted or not")
  func function() throws {
    for value in try mapping("a: !function utils.f\nb: !function 'utils.f'\n").values {
      guard case .function("utils.f") = value.content else { return #expect(Bool(false)) }
    }
  }

  @Test("Anchors stand for their values, and merged keys come before a mapping's own")
  func anchors() throws {
    let keys = try mapping("a: &x {p: 1, q: 2}\nb:\n  <<: *x\n  q: 3\nc: *x\nd: !!str 5\n")
    #expect(keys["b"]?.pythonValue == .dictionary(["p": .int(1), "q": .int(3)]))
    #expect(keys["c"]?.pythonValue == .dictionary(["p": .int(1), "q": .int(2)]))
    #expect(keys["d"]?.pythonValue == .string("5"))
  }

  @Test(
    "What is no file of keys names its line",
    arguments: [
      ("a: 1\nb: 2\na: 3\n", "a/b.yaml:1: \"a\" is there more than once. Keep one of them; lm-eval takes the last."),
      ("- a\n", "a/b.yaml:1: is not a mapping of keys to values. A task's file has lines like \"task: my_task\"."),
      ("", "a/b.yaml:1: is not a mapping of keys to values."),
      ("a: 1\nb: !python x\n", "a/b.yaml:2: unknown tag \"!python\". The only tag that tasks have is !function."),
      ("a: 1\nb: {{x}}\n", "a/b.yaml:2: a key is not a text. "),
      ("a: 1\nb: x: y\n", "a/b.yaml:2: is not YAML ("),
      ("a: \"x\n", "is not YAML ("),
      ("a: 1\n\nb: 99999999999999999999\n", "a/b.yaml:3: the number 99999999999999999999 is too large."),
    ])
  func errors(text: String, expected: String) { #expect(message(text)?.contains(expected) == true) }
}

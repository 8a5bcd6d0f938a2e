import Jinja
import OrderedCollections
import Testing

@testable import EvalTasks

@Suite struct YAMLDocumentTests {
  private func mapping(_ text: String) throws -> ConfigurationValue.Mapping {
    try YAMLDocument.mapping(text, path: "a/b.yaml")
  }

  private func message(_ text: String) -> String? {
    #expect(throws: TaskConfigurationError.self) { _ = try mapping(text) }?.description
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

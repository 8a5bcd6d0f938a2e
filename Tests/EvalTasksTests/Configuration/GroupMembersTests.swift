import EvalCore
import EvalTasks
import Testing

/// One name twice in a group, and files that its items include.
@Suite struct GroupMembersTests {
  private func tasks(_ list: String, more: [String: String] = [:]) throws -> SmallTasks {
    var files = ["g.yaml": "group: g\ntask:\n\(list)\n"]
    for name in ["a", "b"] { files["\(name).yaml"] = SmallTasks.task.replacing("small", with: name) + "tag: t\n" }
    return try SmallTasks(files.merging(more) { $1 })
  }

  private static let inline = SmallTasks.task.split(separator: "\n").dropFirst().map { "    \($0)\n" }.joined()

  @Test(arguments: [
    "  - a\n  - b\n  - a", "  - a\n  - b\n  - task: a", "  - a\n  - t", "  - t\n  - t",
    "  - task: a\n    num_fewshot: 2\n  - b\n  - task: a\n    num_fewshot: 2",
  ])
  func `the same task twice is there once`(list: String) throws {
    let node = try tasks(list).load("g")[0]
    #expect(node.tasks.map(\.name) == ["a", "b"])
    #expect(node.tree.tasks == ["a", "b"])
  }

  @Test func `an inline task that is written twice is there once`() throws {
    let item = "  - task: p\n" + Self.inline
    #expect(try tasks(item + item).load("g")[0].tasks.map(\.name) == ["g::p"])
  }

  @Test func `a group that is listed twice is there once`() throws {
    let node = try tasks("  - h\n  - h\n", more: ["h.yaml": "group: h\ntask: [a]\n"]).load("g")[0]
    #expect(node.tree.children.map(\.name) == ["h"])
  }

  @Test func `a task with 0 and 3 shots in one group is an error that names both lines and the way out`() throws {
    #expect(
      try tasks("  - task: a\n    num_fewshot: 0\n  - b\n  - task: a\n    num_fewshot: 3").message("g")
        == "…/g.yaml:6: the task \"a\" stands twice in the group \"g\", in line 3 and here, with another num_fewshot. "
        + "Write a file with \"include: a.yaml\", \"task:\" and a name of its own, and the other settings, and list that "
        + "name. (lm-eval evaluates the last of the two alone, and does not say so.)")
  }

  @Test func `an inline name with two prompts is an error that names what differs`() throws {
    let second = Self.inline.replacing("{{question}}", with: "{{question}}?") + "    task_alias: other\n"
    let message = try tasks("  - task: p\n" + Self.inline + "  - task: p\n" + second).message("g")
    #expect(
      message
        == "…/g.yaml:10: the task \"g::p\" stands twice in the group \"g\", in line 3 and here, with another doc_to_text, "
        + "task_alias. Give one of them another name after \"task:\". (lm-eval evaluates the last of the two alone, and "
        + "does not say so.)")
  }

  @Test(arguments: [
    ("  - task: a\n    num_fewshot: 1\n  - h", "another num_fewshot"),
    ("  - h\n  - task: t\n    gen_prefix: x", "gen_prefix"),
    ("  - group: x\n    task: [a]\n  - group: x\n    task: [b]", "the group \"g::x\" is defined twice"),
    ("  - group: x\n    task: [a]\n  - group: x\n    group_alias: y\n    task: [a]", "\"g::x\" is defined twice"),
  ])
  func `groups and tags inside a group are looked into`(list: String, expected: String) throws {
    let message = try tasks(list, more: ["h.yaml": "group: h\ntask: [a]\n"]).message("g")
    #expect(message?.contains(expected) == true, "\(message ?? "no error")")
  }

  @Test func `an item's include is read beside the group's file, and its own keys win`() throws {
    let node = try tasks(
      "  - include: more/base\n    task: t_0\n    num_fewshot: 0\n  - include: more/base\n    task: t_3\n    num_fewshot: 3",
      more: ["more/base": SmallTasks.task + "num_fewshot: 9\ntarget_delimiter: X\n"]
    ).load("g")[0]
    #expect(node.tasks.map(\.name) == ["g::t_0", "g::t_3"])
    #expect(node.tasks.map(\.numFewshot) == [0, 3])
    #expect(node.tasks.map(\.targetDelimiter) == ["X", "X"])
  }

  @Test func `a definition of a task that lacks its data says so`() throws {
    let message = try tasks("  - task: t_0\n    include: base\n    doc_to_text: x", more: ["base": "num_fewshot: 1\n"])
      .message("g")
    #expect(
      message?.hasPrefix("…/g.yaml:3: there is no task \"t_0\", and this definition of one has no dataset_path") == true
    )
  }

  @Test func `an item that includes what is not there names its line`() throws {
    let message = try tasks("  - task: t_0\n    include: none.yaml").message("g")
    #expect(message?.hasPrefix("…/g.yaml:4: the included file …/none.yaml cannot be read") == true, "\(message ?? "")")
  }
}

import FileWriters
import Testing

@Suite struct TasksCommandTests {
  @Test("Bundled tasks, groups and tags are listed, and those of included folders with them")
  func list() throws {
    let folder = try TemporaryFolder()
    _ = try SampleTask.write(to: folder)
    let text = try Tool.output(["tasks", "list", "--include-path", folder.path])
    let names = text.split(separator: "\n").compactMap { $0.split(separator: " ").first }
    for name in ["colours", "hellaswag", "mmlu", "mmlu_anatomy", "truthfulqa_mc2", "lambada_openai"] {
      #expect(names.contains(Substring(name)), "\(name)")
    }
    let groups = try Tool.output(["tasks", "list", "groups"])
    #expect(groups.contains("mmlu_stem") && !groups.contains("mmlu_anatomy"))
    #expect(try Tool.output(["tasks", "list", "--name", "arc_*"]).split(separator: "\n").count == 2)
  }

  @Test("A task is shown with what it includes, a group with its members")
  func show() throws {
    let task = try Tool.output(["tasks", "show", "mmlu_anatomy"])
    #expect(task.contains("task: \"mmlu_anatomy\"") && task.contains("output_type: \"multiple_choice\""))
    let group = try Tool.output(["tasks", "show", "mmlu"])
    #expect(group.hasPrefix("mmlu  (group: acc, weighted by size)\n") && group.contains("\n    mmlu_anatomy\n"))
  }

  @Test("Validation renders every doc")
  func validate() throws {
    let folder = try TemporaryFolder()
    let task = try SampleTask.write(to: folder)
    #expect(try Tool.output(["tasks", "validate", task]) == "1 task, 3 docs, 6 requests: no error\n")
    let last = SampleTask.docs + #"{"question": "Colour of tar?", "options": ["black"]}"# + "\n"
    _ = try SampleTask.write(to: folder, docs: last)
    let result = try Tool.run(["tasks", "validate", task])
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(result.diagnostics.contains("doc 3"), "\(result.diagnostics)")
  }
}

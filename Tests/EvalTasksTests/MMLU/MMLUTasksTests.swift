import Console
import EvalCore
import EvalTasks
import FileWriters
import Testing

@Suite struct MMLUTasksTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func tasks(_ data: MMLUDataSet, choices: String = "[A, B, C, D]") throws -> MMLUTasks {
    let yaml = "doc_to_text: question\ndoc_to_choice: \(choices)\ndoc_to_target: answer\n"
    return try SmallDataSet.tasks(data, Prompt(yaml: yaml, path: "p/mine.yaml"))
  }

  @Test("Subjects are the group's tasks, and those of other data stand right in the group")
  func groups() throws {
    try SmallDataSet.write(["anatomy", "made_up", "virology"], to: folder)
    let mmlu = try tasks(MMLUDataSet.load(path: folder.path, split: .val, numFewshot: 1))
    #expect(mmlu.tasks.map(\.configuration.name) == ["mmlu_anatomy", "mmlu_made_up", "mmlu_virology"])
    guard case .group(let group, let children) = mmlu.group else {
      Issue.record("no group")
      return
    }
    #expect(group.name == "mmlu" && children.map(\.name) == ["mmlu_stem", "mmlu_other", "mmlu_made_up"])
    #expect(mmlu.group.tree.tasks == ["mmlu_anatomy", "mmlu_virology", "mmlu_made_up"])
    #expect(mmlu.group.tree.children.last?.alias == "made_up" && mmlu.group.tree.children.last?.version == nil)
    #expect(mmlu.tasks.allSatisfy { $0.shots == 1 && $0.configuration.splits.evaluated == "val" })
    #expect(
      mmlu.tasks[1].docs.map(\.context) == ["made_up dev 0? A\n\nmade_up val 0?", "made_up dev 0? A\n\nmade_up val 1?"])
  }

  @Test("What an incomplete MMLU lacks is told; other data lacks nothing")
  func absent() throws {
    try SmallDataSet.write(["anatomy", "virology"], to: folder)
    let absent = try tasks(MMLUDataSet.load(path: folder.path, subjects: ["anatomy"])).absentSubjects
    #expect(absent.count == 55 && absent.first == "abstract_algebra" && !absent.contains("virology"))
    let other = try TemporaryFolder()
    try SmallDataSet.write(["made_up"], to: other)
    #expect(try tasks(MMLUDataSet.load(path: other.path)).absentSubjects.isEmpty)
  }

  @Test("Docs that are among their own examples are known, and the limit leaves the number of docs of the split")
  func docs() throws {
    try folder.write(SmallDataSet.rows("anatomy", "dev", count: 3), to: "test/anatomy_test.csv")
    try folder.write(SmallDataSet.rows("anatomy", "dev", count: 3), to: "dev/anatomy_dev.csv")
    let task = try tasks(MMLUDataSet.load(path: folder.path, limit: 2, numFewshot: 1)).tasks[0]
    #expect(task.docs.map(\.isOwnExample) == [true, false])
    #expect(task.originalDocs == 3)
  }

  @Test("A prompt that names no right choice of a doc is refused, since every doc of MMLU has one")
  func noRightChoice() throws {
    try SmallDataSet.write(["anatomy"], to: folder)
    let data = try MMLUDataSet.load(path: folder.path)
    let error = #expect(throws: UserError.self) { try tasks(data, choices: "[A, B]") }
    #expect(
      error?.description
        == "task mmlu_anatomy, doc 2, p/mine.yaml:3: doc_to_target: \"2\" is neither the index nor the text of one of the "
        + "2 choices. Use doc_to_target: answer, the index from 0.")
  }
}

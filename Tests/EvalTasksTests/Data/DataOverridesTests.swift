import Console
import Testing

@testable import EvalTasks

struct DataOverridesTests {
  private let reference = DatasetReference(
    task: "mmlu_anatomy", families: ["mmlu", "stem"], path: "cais/mmlu", name: "anatomy", splits: ["test"])

  @Test(
    "A path is found under the task, its family, its data set and the data set's short name",
    arguments: ["mmlu_anatomy", "stem", "mmlu", "cais/mmlu"])
  func names(name: String) throws {
    let overrides = try DataOverrides(["other=/o", "\(name)=/a=b"])
    let override = try #require(overrides.override(for: reference))
    #expect(override.path == "/a=b")
    #expect(override.isForTaskAlone == (name == "mmlu_anatomy"))
  }

  @Test("The task's own name wins over the family's, and that over the data set's")
  func order() throws {
    let overrides = try DataOverrides(["cais/mmlu=/set", "stem=/family", "mmlu_anatomy=/task"])
    #expect(overrides.override(for: reference)?.path == "/task")
    #expect(try DataOverrides(["cais/mmlu=/set", "stem=/family"]).override(for: reference)?.path == "/family")
    #expect(DataOverrides().override(for: reference) == nil)
  }

  @Test(
    "Texts that are no NAME=PATH, and names given twice, are errors",
    arguments: [["x"], ["=x"], ["x="], ["a=1", "a=2"]])
  func malformed(texts: [String]) {
    let error = #expect(throws: UserError.self) { try DataOverrides(texts) }
    #expect(error?.description.hasPrefix("--data: ") == true)
  }

  @Test("A name that no task of the run has is an error that names the near ones")
  func unused() throws {
    #expect(throws: Never.self) { try DataOverrides(["mmlu=/x"]).check(against: [reference]) }
    let error = #expect(throws: UserError.self) { try DataOverrides(["mmlu_anatmy=/x"]).check(against: [reference]) }
    #expect(error?.description.contains("Did you mean \"mmlu_anatomy\"") == true)
  }
}

import Archives
import EvalTasks
import SharedFixtures
import Testing

struct BundledTasksTests {
  private func tasks(_ names: [String]) throws -> [TaskConfiguration] {
    let index = try TaskIndex(folders: [SharedFixtures.packageRoot + "/tasks"])
    #expect(index.problems.isEmpty)
    return try TaskLoader(index).load(names).flatMap(\.tasks)
  }

  @Test(
    "Every benchmark of tasks/ is there with all its tasks",
    arguments: [
      ("mmlu", 57), ("mmlu_stem", 19), ("mmlu_other", 13), ("mmlu_social_sciences", 12), ("mmlu_humanities", 13),
      ("mmlu_continuation", 57), ("cmmlu", 67), ("ceval-valid", 52), ("ai2_arc", 2), ("truthfulqa", 2),
      ("super-glue-lm-eval-v1", 2), ("hellaswag", 1), ("winogrande", 1), ("piqa", 1), ("openbookqa", 1), ("sciq", 1),
      ("lambada_openai", 1), ("wikitext", 1),
    ])
  func counts(name: String, count: Int) throws { #expect(try tasks([name]).count == count) }

  /// Digests of lm-eval's own contexts, as `RealMMLUTests` has them.
  @Test(
    "MMLU's contexts are lm-eval's, all 14042",
    .enabled(if: SharedFixtures.has("data/mmlu.tar.xz"), Comment(rawValue: SharedFixtures.missing)),
    arguments: [
      (0, "c9167ddabcd2cc1c2f33359c83ee97d9d923252a4560770418b6752cbef64bfd"),
      (5, "1ea057ba22f6eb2102f8ad40e1d2f13efc8dcd5c66e2ec4f367f1eedde2cecd9"),
    ])
  func mmlu(numFewshot: Int, expected: String) throws {
    var reader = TaskReader()
    reader.overrides = try DataOverrides(["cais/mmlu=\(SharedFixtures.path("data/mmlu.tar.xz"))"])
    reader.numFewshot = numFewshot
    var digest = ContentDigest()
    for task in try tasks(["mmlu"]).sorted(by: { $0.name < $1.name }) {
      for doc in try reader.read(task).docs { digest.update("\(task.name)\t\(doc.docID)\t\(doc.promptHash)\n".utf8) }
    }
    #expect(digest.hex() == expected)
  }
}

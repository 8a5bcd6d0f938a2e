import EvalCore
import Testing

@Suite struct MMLUTreeTests {
  @Test("A manifest without a tree is of MMLU, whose groups hold 57 subjects, none twice")
  func tree() {
    let tree = RunManifest.Task(
      name: "mmlu", dataPath: "", dataSHA256: "", split: "test", numFewshot: 0, prompt: "", promptSHA256: "",
      contextsSHA256: "", limit: nil, subjects: [], docs: 1)
    let manifest = RunManifest(
      toolVersion: "", commandLine: [], startedAt: "", model: .init(name: "m", readouts: []), task: tree,
      machine: .init(processor: "", threads: 1, blas: "", simd: "", precision: "fp32"))
    let groups = manifest.taskTree.children
    #expect(groups.map(\.name) == ["mmlu_humanities", "mmlu_other", "mmlu_social_sciences", "mmlu_stem"])
    #expect(groups.map(\.alias) == ["humanities", "other", "social sciences", "stem"])
    #expect(groups.map(\.children.count) == [13, 13, 12, 19])
    #expect(Set(manifest.taskTree.tasks).count == 57)
    #expect(groups[3].children[1] == TaskTree(name: "mmlu_anatomy", alias: "anatomy", version: 1))
  }
}

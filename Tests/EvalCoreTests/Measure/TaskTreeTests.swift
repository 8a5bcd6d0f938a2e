import EvalCore
import Testing

@Suite struct TaskTreeTests {
  let tree = TaskTree(
    name: "mmlu", version: 2,
    children: [
      TaskTree(
        name: "mmlu_stem", alias: "stem", children: [TaskTree(name: "mmlu_tides"), TaskTree(name: "mmlu_sand")]),
      TaskTree(name: "mmlu_other", alias: "other", children: [TaskTree(name: "mmlu_bread")]),
    ])

  @Test func `covering keeps the tasks that were run and drops empty groups`() {
    let covered = tree.covering(["mmlu_tides"])
    #expect(covered.children.map(\.name) == ["mmlu_stem"])
    #expect(covered.tasks == ["mmlu_tides"])
    #expect(covered.version == 2)
  }

  @Test func `covering puts unknown tasks below the root`() {
    let covered = tree.covering(["mmlu_pointer_chasing", "mmlu_addition"])
    #expect(covered.children.map(\.name) == ["mmlu_addition", "mmlu_pointer_chasing"])
    #expect(covered.children.map(\.alias) == ["addition", "pointer_chasing"])
  }

  @Test func `sorting orders every level by name`() {
    #expect(tree.sorted.tasks == ["mmlu_bread", "mmlu_sand", "mmlu_tides"])
  }
}

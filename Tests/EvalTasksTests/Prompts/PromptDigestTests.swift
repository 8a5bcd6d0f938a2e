import EvalTasks
import FileWriters
import SharedFixtures
import Testing

@Suite struct PromptDigestTests {
  @Test("The digest is over lines of task, doc id and hash")
  func lines() {
    var digest = PromptDigest()
    // printf 'mmlu_a\t0\tx\nmmlu_b\t12\ty\n' | sha256sum
    digest.add(task: "mmlu_a", docID: 0, promptHash: "x")
    digest.add(task: "mmlu_b", docID: 12, promptHash: "y")
    #expect(digest.sha256 == "42f8fc9e9886bd8a1665f71f09ee5c73397eca5e83ce4da00d7677df14294c0e")
  }

  @Test("The digest of tasks is over all of their contexts in order")
  func tasks() throws {
    let folder = try TemporaryFolder()
    try SmallDataSet.write(["b", "a"], count: 2, to: folder)
    let prompt = try Prompt(
      yaml: "{doc_to_text: question, doc_to_choice: [A, B, C, D], doc_to_target: answer}", path: "x.yaml")
    let tasks = try SmallDataSet.tasks(MMLUDataSet.load(path: folder.path, numFewshot: 1), prompt).tasks
    var digest = PromptDigest()
    for (subject, task) in zip(["a", "b"], tasks) {
      for (row, doc) in task.docs.enumerated() {
        #expect(doc.context == "\(subject) dev 0? A\n\n\(subject) test \(row)?")
        digest.add(task: "mmlu_" + subject, docID: row, promptHash: doc.promptHash)
      }
    }
    #expect(tasks.map(\.docs.count) == [2, 2])
    #expect(PromptDigest.sha256(of: tasks) == digest.sha256)
  }
}

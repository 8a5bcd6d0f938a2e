import EvalTasks
import FileWriters
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

  @Test("A data set's digest is over all of its contexts in order")
  func dataSet() throws {
    let folder = try TemporaryFolder()
    try SmallDataSet.write(["b", "a"], count: 2, to: folder)
    let data = try MMLUDataSet.load(path: folder.path, numFewshot: 1)
    let template = try PromptTemplate(
      yaml: "{doc_to_text: question, doc_to_choice: [A, B, C, D], doc_to_target: answer}", path: "x.yaml")
    var digest = PromptDigest()
    for subject in ["a", "b"] {
      for row in 0..<2 {
        let prompt = try template.render(
          data.subject(named: subject).docs[row], fewshot: data.subject(named: subject).fewshot)
        #expect(prompt.context == "\(subject) dev 0? A\n\n\(subject) test \(row)?")
        digest.add(task: "mmlu_" + subject, docID: row, promptHash: prompt.promptHash)
      }
    }
    #expect(try PromptDigest.sha256(of: data, under: template) == digest.sha256)
  }
}

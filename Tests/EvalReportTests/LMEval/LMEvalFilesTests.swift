import EvalReport
import Testing

@Suite struct LMEvalFilesTests {
  private let files = LMEvalFiles(time: "2026-01-02T03:04:05.678901")

  @Test(arguments: [
    ("piqa", "piqa"), ("my/task name", "my_task name"), ("a/../../b", "a_.._.._b"), ("/etc/x", "_etc_x"),
    ("flan::p-1", "flan::p-1"), ("..", ".."), ("a\u{1B}[2J\nb", "a_[2J_b"), ("日本", "日本"),
  ])
  func `a task's name becomes a part of a file's name that stays in its folder`(task: String, expected: String) {
    #expect(files.samplesName(task: task) == "samples_\(expected)_2026-01-02T03-04-05.678901.jsonl")
  }

  @Test func `a long name is cut between code points so that the file can be made`() {
    let name = files.samplesName(task: "a" + String(repeating: "本", count: 200))
    #expect(name.utf8.count <= 255)
    #expect(name.hasPrefix("samples_a本"))
    #expect(LMEvalFiles.fileName(task: "a" + String(repeating: "本", count: 200)).unicodeScalars.count == 67)
  }
}

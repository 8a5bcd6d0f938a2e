import FileWriters
import Foundation
import Testing

@Suite struct StoredRunTests {
  private func store(_ arguments: [String], in run: String, status: Int32 = 0) throws -> JSONRun {
    let fixed = ["mmlu", "--limit", "3", "--format", "json", "--output", run]
    return try JSONRun(Tool.output(fixed + arguments, status: status))
  }

  @Test("A stored run reports what the run itself reported, in every form")
  func report() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/run"
    let run = try store(["--loops", "8,16"], in: path)
    let again = try JSONRun(Tool.output(["report", path, "--format", "json"]))
    #expect(again.results == run.results)
    #expect(again.verdict == run.verdict)
    #expect(again.manifest.task.contextsSHA256 == run.manifest.task.contextsSHA256)
    #expect(try Tool.output(["report", path]).contains("|mmlu"))
    #expect(try Tool.output(["report", path, "--format", "markdown"]).hasPrefix("# "))
    #expect(try Tool.output(["report", path, "--format", "csv"]).split(whereSeparator: \.isNewline).count == 17)
  }

  @Test("Two stored runs are compared; an INVALID one among them gives exit code 3")
  func compare() throws {
    let folder = try TemporaryFolder()
    let paths = ["first", "second", "broken"].map { folder.path + "/" + $0 }
    let first = try store(["--loops", "8"], in: paths[0])
    let second = try store(["--loops", "16"], in: paths[1])
    _ = try store(["--model", "uniform"], in: paths[2], status: 3)
    let text = try Tool.output(["compare", paths[0], paths[1]])
    #expect(text.contains("first:  \(paths[0])") && text.contains("second: \(paths[1])"))
    for run in [first, second] { #expect(text.contains("\(run.rows("total")[0].correct)/21")) }
    #expect(try Tool.output(["compare", paths[0], paths[2]], status: 3).contains("INVALID"))
  }

  @Test("An --output that holds a run is refused and the run stays as it was")
  func occupied() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/run"
    _ = try store(["--loops", "8"], in: path)
    let before = try Data(contentsOf: URL(filePath: path + "/outcomes.jsonl"))
    try BadInput(
      "occupied", place: path, problem: "holds a finished run with other settings: read-outs was 8 loops",
      remedy: "choose another --output"
    ) { _ in ["mmlu", "--limit", "1", "--loops", "16", "--output", path] }.check()
    #expect(try Data(contentsOf: URL(filePath: path + "/outcomes.jsonl")) == before)
    #expect(try JSONRun(Tool.output(["report", path, "--format", "json"])).rows("total")[0].loops == 8)
  }

  @Test("An --output that is a file is refused")
  func file() throws {
    try BadInput("a file", place: "/run", problem: "is a file", remedy: "Give the path of a folder") {
      ["mmlu", "--limit", "1", "--loops", "8", "--output", try $0.write("text", to: "run")]
    }.check()
  }

  @Test("More threads than processors are not started, and the run says so")
  func tooManyThreads() throws {
    let folder = try TemporaryFolder()
    let processors = ProcessInfo.processInfo.activeProcessorCount
    guard processors < 512 else { return }
    _ = try store(["--loops", "16", "--threads", "512"], in: folder.path + "/run")
    let manifest = try String(contentsOfFile: folder.path + "/run/manifest.json", encoding: .utf8)
    #expect(manifest.contains("--threads 512: \(processors) work, one for each processor"))
  }

  @Test("Any number of threads writes the same bytes")
  func threads() throws {
    let folder = try TemporaryFolder()
    let outcomes = try ["1", "2"].map { threads in
      let path = folder.path + "/" + threads
      _ = try store(["--loops", "16", "--threads", threads], in: path)
      return try Data(contentsOf: URL(filePath: path + "/outcomes.jsonl"))
    }
    #expect(outcomes[0].count > 1000)
    #expect(outcomes[0] == outcomes[1])
  }
}

import FileWriters
import Foundation
import Testing

/// Folders of version 1, which say nothing of what their tasks measure.
@Suite struct OlderRunTests {
  /// A run as an older version left it.
  private static func older(_ arguments: [String], in folder: TemporaryFolder) throws -> (run: String, printed: String)
  {
    let run = folder.path + "/run"
    let printed = try Tool.output(arguments + ["--output", run])
    var manifest = try #require(
      JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: run + "/manifest.json"))) as? [String: Any])
    manifest["formatVersion"] = 1
    var task = try #require(manifest["task"] as? [String: Any])
    task["measures"] = nil
    if arguments[0] == "mmlu" { task["tree"] = nil }
    manifest["task"] = task
    try JSONSerialization.data(withJSONObject: manifest).write(to: URL(filePath: run + "/manifest.json"))
    for file in ["docs.jsonl.gz", "configs.json", "summary.json"] {
      try FileManager.default.removeItem(atPath: run + "/" + file)
    }
    return (run, printed)
  }

  @Test func `Their accuracy is reported, and the same command gives the rest`() throws {
    let folder = try TemporaryFolder()
    let arguments = ["run", "--tasks", try SampleTask.write(to: folder), "--loops", "8", "--num-fewshot", "0"]
    let (run, printed) = try Self.older(arguments, in: folder)
    #expect(try Tool.output(["report", run]).contains("correct/total"))
    let files = try Tool.run(["report", run, "--lm-eval", folder.path + "/files"])
    #expect(files.status == 2 && files.diagnostics.contains("was made by an older rwkv-eval"), "\(files)")
    #expect(try Tool.output(arguments + ["--output", run]) == printed)
  }

  @Test func `MMLU's groups are known without a tree`() throws {
    let folder = try TemporaryFolder()
    let (run, printed) = try Self.older(["mmlu", "--loops", "8", "--limit", "1"], in: folder)
    #expect(try Tool.output(["report", run]) == printed)
  }
}

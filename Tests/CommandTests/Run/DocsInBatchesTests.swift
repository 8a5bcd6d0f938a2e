import FileWriters
import Foundation
import Testing

/// Docs of several texts each, in many batches.
@Suite struct DocsInBatchesTests {
  /// Docs with four texts to choose from, every second of which has two right ones, and every fifth none.
  private static func docs(_ count: Int) -> String {
    let words = ["snow is cold", "coal is dark", "milk is good", "tea is green", "sun is round", "sea is wide!"]
    return (0..<count).map { doc in
      let options = (0..<4).map { "\(words[(doc * ($0 + 1) + $0) % 6]) \(doc * 7 % 10)" }
      let answer = doc % 5 == 4 ? "[]" : doc % 2 == 0 ? "[1, 0]" : "[\(doc % 4)]"
      let texts = options.map { "\"\($0)\"" }.joined(separator: ", ")
      return
        "{\"question\": \"What is thing number \(doc * 37 % 101)?\", \"options\": [\(texts)], \"answer\": \(answer)}"
    }.joined(separator: "\n") + "\n"
  }

  private struct Counted: Decodable {
    let answers: [[String: AnyDecodable]]
    struct AnyDecodable: Decodable { init(from decoder: any Decoder) {} }
  }

  @Test("Docs stop looping in any number of batches, and with several right texts or none they are measured")
  func exits() throws {
    let folder = try TemporaryFolder()
    let task = try SampleTask.write(to: folder, docs: Self.docs(60))
    let run = folder.path + "/run"
    let flags = ["run", "--tasks", task, "--loops", "24", "--memory", "200K"]
    let full = try Tool.run(flags + ["--output", run + "-full"])
    #expect(!full.isKilled, "\(full.diagnostics)")
    let result = try Tool.run(flags + ["--exit", "margin=10000", "--output", run])
    // No doc stops before the last read-out, so that the numbers are those of a run without a rule.
    #expect(!result.isKilled && [0, 3].contains(result.status), "\(result.diagnostics)")
    func accuracies(_ text: String) -> [Substring] { text.split(separator: "\n").filter { $0.contains("|acc") } }
    #expect(accuracies(result.output) == accuracies(full.output) && accuracies(full.output).count == 2)
    let stopping = try Tool.run(flags + ["--exit", "argmax-stable", "--output", run + "-stopping"])
    #expect(!stopping.isKilled && [0, 3].contains(stopping.status), "\(stopping.diagnostics)")
    let lines = try String(contentsOfFile: run + "-stopping/outcomes.jsonl", encoding: .utf8).split(separator: "\n")
    let depths = try lines.map { try JSONDecoder().decode(Counted.self, from: Data($0.utf8)).answers.count }
    #expect(depths.count == 60 && Set(depths).count > 1, "docs stop at several depths")
    #expect(try !Tool.run(["report", run + "-stopping"]).isKilled)
  }

  @Test("--max-length is kept in the manifest, said, and must be as it was on resume")
  func maxLength() throws {
    let folder = try TemporaryFolder()
    let run = folder.path + "/run"
    let flags = ["mmlu", "--limit", "1", "--memory", "200K", "--output", run]
    let result = try Tool.run(flags + ["--max-length", "20"])
    #expect(result.diagnostics.contains("note: at most 20 tokens are read at once"), "\(result.diagnostics)")
    let files = RunFiles(run)
    #expect(try (files.manifest()["model"] as? [String: Any])?["maxLength"] as? Int == 20)
    #expect(try Tool.run(["report", run]).output.contains("max_length=20"))
    let whole = files.outcomes
    let end = try #require(whole.firstIndex(of: UInt8(ascii: "\n")))
    try files.stop(after: whole.prefix(end + 1))
    let other = try Tool.run(flags)
    #expect(other.status == 2 && other.diagnostics.contains("longest text was 20 and is any"), "\(other.diagnostics)")
    #expect([0, 3].contains(try Tool.run(flags + ["--max-length", "20"]).status))
    #expect(files.outcomes == whole)
  }

  @Test("Tuned states are kept in the manifest, said, and must be as they were on resume")
  func tunedStates() throws {
    let folder = try TemporaryFolder()
    let run = folder.path + "/run"
    let states = try ["a", "b"].enumerated().map { index, name in
      try folder.write(
        SampleStates.safetensors(layers: 8, heads: 3, size: 32, first: Float(index)), to: name + ".safetensors")
    }
    let flags = ["mmlu", "--limit", "1", "--loops", "8", "--memory", "200K", "--output", run]
    let result = try Tool.run(flags + ["--state", states[0]])
    #expect(result.diagnostics.contains("note: the layers start from tuned states, those of \(states[0])"))
    let files = RunFiles(run)
    let kept = try (files.manifest()["model"] as? [String: Any])?["state"] as? [String: Any]
    #expect(kept?["path"] as? String == states[0] && (kept?["sha256"] as? String)?.count == 64)
    #expect(try Tool.run(["report", run]).output.contains("state=\(states[0])"))
    let whole = files.outcomes
    let end = try #require(whole.firstIndex(of: UInt8(ascii: "\n")))
    try files.stop(after: whole.prefix(end + 1))
    let other = try Tool.run(flags + ["--state", states[1]])
    #expect(other.status == 2 && other.diagnostics.contains("tuned states was "), "\(other.diagnostics)")
    #expect(try Tool.run(flags).diagnostics.contains(" and is none"))
    #expect([0, 3].contains(try Tool.run(flags + ["--state", states[0]]).status))
    #expect(files.outcomes == whole)
  }
}

/// Files of tuned states.
private enum SampleStates {
  /// States of zeros, but for the first number of each layer.
  static func safetensors(layers: Int, heads: Int, size: Int, first: Float) -> [UInt8] {
    let bytes = 4 * heads * size * size
    let entries = (0..<layers).map { layer in
      "\"blocks.\(layer).att.time_state\":{\"dtype\":\"F32\",\"shape\":[\(heads),\(size),\(size)],"
        + "\"data_offsets\":[\(layer * bytes),\((layer + 1) * bytes)]}"
    }
    let header = "{" + entries.joined(separator: ",") + "}"
    let bits = (0..<4).map { UInt8(truncatingIfNeeded: first.bitPattern >> (8 * $0)) }
    let state = bits + [UInt8](repeating: 0, count: bytes - 4)
    return (0..<8).map { UInt8(truncatingIfNeeded: header.utf8.count >> (8 * $0)) } + Array(header.utf8)
      + (0..<layers).flatMap { _ in state }
  }
}

import FileWriters
import Foundation
import Testing

/// Checkpoints that something writes to, cuts short or replaces while they are evaluated.
@Suite struct ChangedCheckpointTests {
  private let folder: TemporaryFolder
  private let run: RunFiles
  private let weights: String
  private let arguments: [String]

  init() throws {
    folder = try TemporaryFolder()
    run = RunFiles(folder.path + "/run")
    let model = try folder.model(DemoWeights().safetensors())
    weights = folder.path + "/model/model.safetensors"
    // As old as a checkpoint is, so that a write is later by the clock of any file system.
    try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSinceNow: -60)], ofItemAtPath: weights)
    // After its first docs the run goes on for longer than a change of the file takes.
    arguments =
      ["mmlu", "--loops", "8,200", "--limit", "5", "--memory", "200K", "--threads", "1"] + model + ["--output"]
  }

  /// Starts a run, and does something once the first docs are kept.
  private func run(_ change: (RunningTool) throws -> Void) throws -> ToolResult {
    let tool = try RunningTool(arguments + [run.path])
    tool.wait { run.lineCount > 0 }
    try change(tool)
    return try tool.result()
  }

  private func update(_ change: (FileHandle) throws -> Void) throws {
    let handle = try #require(FileHandle(forUpdatingAtPath: weights))
    try change(handle)
    try handle.close()
  }

  /// The outcomes of a run on the same weights that nothing happens to.
  private func undisturbed() throws -> Data {
    let whole = RunFiles(folder.path + "/whole")
    _ = try Tool.output(arguments + [whole.path])
    return whole.outcomes
  }

  /// Expects some outcomes, not all, each as an undisturbed run has it.
  private func requireGood(_ run: RunFiles, amongThoseOf whole: Data) throws {
    func lines(_ data: Data) -> [Data] { data.split(separator: UInt8(ascii: "\n")).map { Data($0) } }
    let kept = lines(run.outcomes)
    #expect(!kept.isEmpty && kept.count < lines(whole).count)
    #expect(Set(kept).isSubset(of: lines(whole)))
  }

  @Test("One that is written to ends the run; what was kept before is good, and is resumed once the file is as it was")
  func written() throws {
    let before = try Data(contentsOf: URL(filePath: weights))
    let result = try run { _ in
      try update {
        try $0.seek(toOffset: 1_000_000)
        try $0.write(contentsOf: [UInt8](repeating: 0x3f, count: 500_000))
      }
    }
    #expect(result.status == 1 && !result.isKilled && result.output.isEmpty, "\(result.diagnostics)")
    #expect(result.diagnostics.contains("model.safetensors: was changed while it was in use: it was written to at "))
    #expect(result.diagnostics.contains("what was kept before is good. Put the file back as it was to resume"))
    try update { try $0.write(contentsOf: before) }
    let whole = try undisturbed()
    try requireGood(run, amongThoseOf: whole)
    _ = try Tool.output(arguments + [run.path])
    #expect(run.outcomes == whole)
  }

  @Test("One that is cut short ends the run with a message, whichever look or read finds it first")
  func truncated() throws {
    let before = try Data(contentsOf: URL(filePath: weights))
    let result = try run { _ in try update { try $0.truncate(atOffset: 4096) } }
    #expect(result.status == 1 && !result.isKilled && result.output.isEmpty, "\(result.diagnostics)")
    let messages = ["it had \(before.count) bytes and has 4096", "the checkpoint was cut short, or could not be read"]
    #expect(messages.contains(where: result.diagnostics.contains), "\(result.diagnostics)")
    try update { try $0.write(contentsOf: before) }
    try requireGood(run, amongThoseOf: undisturbed())
  }

  @Test("A bus error ends the run with a message and exit code 1")
  func busError() throws {
    let result = try run { $0.kill(SIGBUS) }
    #expect(result.status == 1 && !result.isKilled)
    #expect(result.diagnostics.contains("error: the checkpoint was cut short, or could not be read any more"))
    #expect(result.diagnostics.contains("give the same command to resume"))
  }

  @Test("One that is replaced or renamed stays what it was")
  func replaced() throws {
    let whole = try undisturbed()
    let other = try folder.write(Data("another version".utf8), to: "other")
    let result = try run { _ in try #require(unsafe rename(other, weights) == 0) }
    #expect(result.status == 0, "\(result.diagnostics)")
    #expect(run.outcomes == whole)
  }

  @Test("loglikelihood gives no answers from a checkpoint that is written to")
  func requests() throws {
    let ids = (0..<400).map { "\(1 + $0 % 300)" }.joined(separator: ", ")
    let lines = (0..<40).map { #"{"context_tokens": [\#($0), \#(ids)], "continuation_tokens": [1]}"# }
    let flags = [
      "loglikelihood", "--requests", "-", "--loops", "200", "--threads", "1", "--model", folder.path + "/model",
    ]
    let tool = try RunningTool(flags, input: lines.joined(separator: "\n"))
    Thread.sleep(forTimeInterval: 1)
    try update { try $0.write(contentsOf: [0]) }
    let result = try tool.result()
    #expect(result.status == 1 && result.output.isEmpty, "\(result.diagnostics)")
    #expect(result.diagnostics.contains("was changed while it was in use"))
  }
}

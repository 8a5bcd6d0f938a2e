import FileWriters
import Foundation
import Testing

/// `--output FILE`: what is there and no plain file is never replaced.
@Suite struct OutputFileTests {
  private let folder: TemporaryFolder
  private let environment: [String: String]
  private let report: String

  init() throws {
    folder = try TemporaryFolder()
    environment = ["FOLDER": folder.path]
    _ = try Tool.output(["mmlu", "--limit", "1", "--loops", "8", "--output", folder.path + "/run"])
    report = try Tool.output(["report", folder.path + "/run"])
  }

  private func write(to file: String, _ script: String = "") throws -> ToolResult {
    try Tool.run(script: script + "$TOOL report $FOLDER/run --output \(file)", environment: environment)
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)
  }

  private func type(_ name: String) throws -> FileAttributeType? {
    try FileManager.default.attributesOfItem(atPath: folder.path + "/" + name)[.type] as? FileAttributeType
  }

  @Test func `A pipe with a name is written into`() throws {
    let result = try write(to: "$FOLDER/pipe", "mkfifo $FOLDER/pipe; cat $FOLDER/pipe > $FOLDER/read & ")
    #expect(result.status == 0, "\(result)")
    let read = try Tool.run(script: "wait; sleep 0.2; cat $FOLDER/read", environment: environment)
    #expect(read.output == report)
    #expect(try type("pipe") != .typeRegular)
  }

  @Test func `Devices are written into`() throws {
    #expect(try write(to: "/dev/null").status == 0)
    let null = try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType
    #expect(null == .typeCharacterSpecial)
    let full = try write(to: "/dev/full")
    #expect(full.status == 1, "\(full)")
    #expect(full.diagnostics.contains("/dev/full: cannot be written: No space left on device"))
  }

  @Test(arguments: ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
  func `Standard output by its name goes on where it is`(_ path: String) throws {
    let result = try Tool.run(
      script: "{ echo before; $TOOL report $FOLDER/run --output \(path); echo after; } > $FOLDER/log; cat $FOLDER/log",
      environment: environment)
    #expect(result.output == "before\n" + report + "after\n", "\(result)")
  }

  @Test func `A link stays, and what it leads to is written, whether or not it is there`() throws {
    try folder.write("old", to: "target")
    #expect(try write(to: "$FOLDER/link", "ln -s target $FOLDER/link; ").status == 0)
    #expect(try type("link") == .typeSymbolicLink && text("target") == report)
    #expect(try write(to: "$FOLDER/dangling", "ln -s absent $FOLDER/dangling; ").status == 0)
    #expect(try type("dangling") == .typeSymbolicLink && text("absent") == report)
  }

  @Test func `A plain file is replaced in one step, and kept where the new one cannot be written`() throws {
    try folder.write("old", to: "plain")
    let limited = try write(to: "$FOLDER/plain", "ulimit -f 0; ")
    #expect(limited.status == 1 && !limited.isKilled, "\(limited)")
    #expect(try text("plain") == "old")
    #expect(try write(to: "$FOLDER/plain").status == 0)
    #expect(try text("plain") == report)
  }

  @Test(arguments: ["$FOLDER/no/such/file", "$FOLDER"])
  func `What cannot be written is told before the work, with exit code 1`(_ path: String) throws {
    let result = try write(to: path)
    #expect(result.status == 1 && result.diagnostics.contains("cannot be written: "), "\(result)")
    let requests = try Tool.run(
      script: "$TOOL run --tasks nonsense --write-requests \(path)", environment: environment)
    #expect(requests.status == 1 && requests.diagnostics.contains("cannot be written: "), "\(requests)")
  }

  @Test func `Requests are written into a pipe too`() throws {
    let task = try SampleTask.write(to: folder)
    let result = try Tool.run(
      script: "mkfifo $FOLDER/p; cat $FOLDER/p & $TOOL run --tasks \(task) --write-requests $FOLDER/p; wait",
      environment: environment)
    #expect(result.status == 0 && result.output.split(separator: "\n").count == 6, "\(result)")
  }
}

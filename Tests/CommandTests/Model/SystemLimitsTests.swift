import FileWriters
import Foundation
import Testing

@testable import rwkv_eval

@Suite struct SystemLimitsTests {
  @Test(
    "A limit of address space that OpenBLAS would wait under for ever is an error",
    arguments: Set([1, min(2, ProcessInfo.processInfo.activeProcessorCount)]))
  func addressSpace(threads: Int) throws {
    let (status, text) = try run("ulimit -v 300000", "mmlu --limit 1 --threads \(threads)")
    #expect(status == 2, "\(text)")
    #expect(text.contains("ulimit -v"), "\(text)")
    #expect(text.contains("OpenBLAS maps 128 MB for each of \(threads) threads"), "\(text)")
  }

  @Test("A limit of open files under which the runtime would end the process is an error", arguments: [4, 6, 31])
  func openFiles(count: Int) throws {
    let (status, text) = try run("ulimit -n \(count)", "mmlu --limit 1")
    #expect(status == 2, "\(text)")
    #expect(text.hasPrefix("error: at most \(count) files can be open at once"), "\(text)")
    #expect(text.contains("ulimit -n 32"), "\(text)")
    #expect(try run("ulimit -Sn \(count)", "runs list").status == 0)
  }

  private func run(_ limit: String, _ arguments: String) throws -> (status: Int32, diagnostics: String) {
    let process = Process()
    let folder = try TemporaryFolder()
    let diagnostics = try folder.write("", to: "diagnostics")
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "\(limit); exec \(Tool.path) \(arguments)"]
    process.environment = Tool.environment.merging(["RWKV_EVAL_RUNS": folder.path + "/runs"]) { $1 }
    process.standardError = try FileHandle(forWritingTo: URL(filePath: diagnostics))
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, try String(contentsOfFile: diagnostics, encoding: .utf8))
  }

  @Test("The tightest control group counts, with its files as free, in both versions of the file system")
  func controlGroups() throws {
    let folder = try TemporaryFolder()
    var groups = ControlGroups(root: folder.path + "/cgroup", membership: folder.path + "/membership")
    #expect(groups.availableMemory == nil)
    try folder.write("0::/slurm/job_7\n", to: "membership")
    try folder.write("1000\n", to: "cgroup/slurm/job_7/memory.max")
    try folder.write("700\n", to: "cgroup/slurm/job_7/memory.current")
    try folder.write("anon 500\nfile 150\n", to: "cgroup/slurm/job_7/memory.stat")
    try folder.write("max\n", to: "cgroup/slurm/memory.max")
    #expect(groups.availableMemory == 450)
    try folder.write("900\n", to: "cgroup/slurm/memory.max")
    try folder.write("800\n", to: "cgroup/slurm/memory.current")
    #expect(groups.availableMemory == 100)
    try folder.write("5:cpu,memory:/job\n0::/none\n", to: "membership")
    try folder.write("2000", to: "cgroup/memory/job/memory.limit_in_bytes")
    try folder.write("500", to: "cgroup/memory/job/memory.usage_in_bytes")
    try folder.write("9223372036854771712", to: "cgroup/memory/memory.limit_in_bytes")
    #expect(groups.availableMemory == 1500)
    groups.membership = folder.path + "/none"
    #expect(groups.availableMemory == nil)
  }
}

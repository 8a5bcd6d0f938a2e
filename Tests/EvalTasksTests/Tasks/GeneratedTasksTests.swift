import Foundation
import SharedFixtures
import Testing

struct GeneratedTasksTests {
  private static let python = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .map { $0 + "/python3" }.first { FileManager.default.isExecutableFile(atPath: $0) }

  @Test(
    "The subjects' files are what the generator writes",
    .enabled(if: python != nil, "skipped: needs python3, which writes tasks/mmlu, cmmlu and ceval"))
  func agree() throws {
    let process = Process()
    process.executableURL = URL(filePath: try #require(Self.python))
    process.arguments = [SharedFixtures.packageRoot + "/tools/tasks/generate.py", "--check"]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}

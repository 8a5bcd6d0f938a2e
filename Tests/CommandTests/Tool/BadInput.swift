import FileWriters
import Testing

/// A command line with something wrong in it, and what the tool must say of it.
struct BadInput: Sendable, CustomTestStringConvertible {
  /// What is wrong, for the test's name.
  let name: String
  /// What the message must name as the place.
  let place: String
  /// What it must say is wrong.
  let problem: String
  /// What it must say can be done.
  let remedy: String
  /// Puts the bad thing into a folder and returns the arguments.
  let arguments: @Sendable (TemporaryFolder) throws -> [String]

  init(
    _ name: String, place: String, problem: String, remedy: String,
    arguments: @escaping @Sendable (TemporaryFolder) throws -> [String]
  ) {
    self.name = name
    self.place = place
    self.problem = problem
    self.remedy = remedy
    self.arguments = arguments
  }

  var testDescription: String { name }

  /// Expects a refusal: exit code 2 and no signal, nothing on standard output, a message of place, problem and remedy.
  func check(input: String = "") throws {
    let folder = try TemporaryFolder()
    try check(try arguments(folder), input: input)
  }

  /// As `check(input:)` for arguments of `mmlu`, with an `--output` that must not become a result.
  func checkRun() throws {
    let folder = try TemporaryFolder()
    let run = folder.path + "/run"
    try check(["mmlu", "--loops", "8", "--limit", "1"] + arguments(folder) + ["--output", run])
    let report = try Tool.run(["report", run])
    #expect(report.status == 2 && report.output.isEmpty, "a refused run was reported as a result: \(report.output)")
  }

  private func check(_ arguments: [String], input: String = "") throws {
    let result = try Tool.run(arguments, input: input)
    #expect(!result.isKilled, "killed by signal \(result.status): \(result.diagnostics)")
    #expect(result.status == 2, "\(result.diagnostics)")
    #expect(result.output.isEmpty)
    for part in [place, problem, remedy] {
      #expect(result.diagnostics.contains(part), "no \"\(part)\" in: \(result.diagnostics)")
    }
  }
}

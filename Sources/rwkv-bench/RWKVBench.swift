import ArgumentParser
import Console
import Foundation

/// The command `rwkv-bench`.
struct RWKVBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rwkv-bench",
    abstract: "Measures how near the engine comes to the machine's SGEMM peak on MMLU prompts, on random weights.",
    discussion: """
      The SGEMM peak is measured in the same run, before and after every round. Results go to standard output, progress \
      to standard error. Exit codes: 0 measured, 1 the result could not be written, 2 bad usage or input.
      """)

  @Option(help: "Shapes, separated by commas: \(BenchSubject.all.map(\.name).joined(separator: ", ")).")
  var shapes = BenchSubject.standard.map(\.name).joined(separator: ",")

  @Flag(help: "Prints one JSON object.")
  var json = false

  @Option(help: "Docs a shape. Default: 200 for the small shapes, fewer for the large ones.")
  var docs: Int?

  @Option(
    help: "Cuts every context to this many tokens, the start token included; shorter ones go on with the next docs.")
  var contextTokens: Int?

  @Option(help: "Rounds a shape; medians are reported.")
  var repeats = 3

  @Option(help: "Threads. Default: all processors.")
  var threads: Int?

  @Option(help: "MMLU, folder or archive. Default: mmlu.tar.xz in ../shared/data, else the bundled data.")
  var data: String?

  @Option(help: "RWKV World vocabulary. Default: that of ../shared/data, else the bundled model's.")
  var vocabulary: String?

  @Option(
    help: "Keeps the random checkpoints in this folder, and takes those that are there. Default: a temporary folder.")
  var checkpoints: String?

  @Flag(help: "Prints the prompts of the first shape as token ids, a line of JSON each, and measures nothing.")
  var printPrompts = false

  func validate() throws {
    if let docs, docs < 1 { throw ValidationError("--docs \(docs): at least 1") }
    if let contextTokens, contextTokens < 2 {
      throw ValidationError("--context-tokens \(contextTokens): at least 2, the start token and one of a doc")
    }
    if repeats < 1 { throw ValidationError("--repeats \(repeats): at least 1") }
    if let threads, threads < 1 { throw ValidationError("--threads \(threads): at least 1") }
  }

  func run() throws {
    let subjects = try BenchSubject.list(shapes)
    let run = BenchRun(
      subjects: subjects, docs: docs, contextTokens: contextTokens, repeats: repeats,
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount, data: data, vocabulary: vocabulary,
      checkpoints: checkpoints, files: BenchFiles(), progress: StandardStreams.report)
    if printPrompts {
      for subject in subjects.prefix(1) { try StandardStreams.write(run.tokenLines(subject)) }
      return
    }
    let report = try run.report()
    try StandardStreams.write((json ? report.json() : report.text) + "\n")
  }
}

/// Runs the command line; bad input leaves with 2 as bad usage does, a result that cannot be written with 1.
@main
enum EntryPoint {
  static func main() {
    StandardStreams.prepare()
    do {
      try run()
    } catch let error as StreamError {
      if error.isBrokenPipe { StandardStreams.endAsBrokenPipe() }
      StandardStreams.report("error: \(error)")
      exit(1)
    } catch {
      let isUsage = RWKVBench.exitCode(for: error) == .validationFailure
      StandardStreams.report(isUsage ? RWKVBench.fullMessage(for: error) : "error: \(error)")
      exit(2)
    }
  }

  private static func run() throws {
    do {
      var command = try RWKVBench.parseAsRoot()
      try command.run()
    } catch  where RWKVBench.exitCode(for: error) == .success {
      // Help.
      try StandardStreams.write(RWKVBench.fullMessage(for: error) + "\n")
    }
  }
}

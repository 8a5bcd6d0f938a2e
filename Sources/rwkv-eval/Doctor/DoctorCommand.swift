import ArgumentParser
import Console

/// `rwkv-eval doctor`: what is here, and whether a checkpoint can be evaluated.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract:
      "Says what is here (processor, BLAS, memory, disk, models, data), and of a checkpoint why it can be evaluated or not.",
    discussion: """
      Made to be pasted into a report of a fault: it names no path but those that were given. A checkpoint's numbers are not \
      looked at: model check does that. Exit code 2 where the checkpoint cannot be evaluated.
      """)

  @Argument(help: "Checkpoint: a file or folder, or demo or demo-core. Default: none.")
  var path: String?

  @OptionGroup var modelOptions: ModelOptions

  @Option(help: "Data folder or archive, where the vocabulary may lie too.")
  var data: String?

  func run() throws {
    BusErrorMessage.install()
    try write(MachineReport().lines)
    guard let path else { return try write([""] + FoundFiles(".").lines) }
    let report = CheckpointReport(path, options: modelOptions, data: data)
    try write([""] + report.lines)
    guard report.problem == nil else {
      throw UserError("cannot be evaluated; the report says why", path: path, remedy: "")
    }
  }

  private func write(_ lines: [String]) throws {
    try ReportOutput(path: nil).write(lines.map { VisibleText.escaped($0) + "\n" }.joined())
  }
}

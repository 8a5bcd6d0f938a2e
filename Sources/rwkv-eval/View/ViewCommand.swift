import ArgumentParser
import Console
import EvalCore
import EvalReport
import EvalStore
import Foundation

/// `rwkv-eval view`: stored runs as an HTML page in the desktop's browser.
struct ViewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "view", abstract: "Writes runs as one HTML page, and opens it where there is a browser.",
    discussion: """
      The page is written into the first run's folder: report.html, or comparison.html for several runs. Its path goes to \
      standard output. It is complete in itself: copy it anywhere.
      Exit codes: 0 for a page, 1 when it cannot be written, 2 for bad input, 3 when the verdict of a run is INVALID or the \
      run did not finish.
      """)

  @Argument(help: ArgumentHelp("Runs, the first is the baseline: \(RunReference.help).", valueName: "run"))
  var runs: [String]

  @Flag(help: "Opens no browser.")
  var noOpen = false

  func run() throws {
    let reports = try runs.map { try StoredReport($0, isWhole: true) }
    let path = reports[0].path + (reports.count > 1 ? "/comparison.html" : "/report.html")
    let place = ReportOutput(path: path)
    try place.check()
    try place.write(RunPage(reports: reports).render())
    if !noOpen { DesktopBrowser.open(path) }
    try ReportOutput(path: nil).write(path + "\n")
    for report in reports { report.warn(isVisible: false) }
    if reports.contains(where: { $0.report.result.verdict.status == .invalid }) { throw ExitCode(3) }
  }
}

/// The browser of the desktop, where there is one.
enum DesktopBrowser {
  /// Opens a file; does nothing where no desktop is running, and says so where it has no command for it.
  static func open(_ path: String) {
    #if os(Linux)
      let environment = ProcessInfo.processInfo.environment
      guard ["DISPLAY", "WAYLAND_DISPLAY"].contains(where: { environment[$0].map { !$0.isEmpty } ?? false }) else {
        return
      }
      let command = "xdg-open"
    #else
      let command = "open"
    #endif
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [command, URL(filePath: path).standardizedFileURL.path(percentEncoded: false)]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
      process.waitUntilExit()
      if process.terminationStatus == 0 { return }
    } catch {
      // Said below, as for a command that is there and fails.
    }
    printDiagnostic("note: no browser could be opened: \(command) failed. Open the file yourself")
  }
}

import Console
import EvalStore
import Foundation

/// Runs that are looked at again and again while one of them is being written.
struct RunWatch {
  private let folders: [RunFolder]
  /// Whether the report is printed, and takes the place of the one before.
  private let isOnTerminal: Bool
  /// Seconds between two reports.
  private var interval: Double { isOnTerminal ? 10 : 30 }

  /// The runs that arguments name.
  ///
  /// - Throws: `UserError` for a name of no run.
  init(runs: [String], isOnTerminal: Bool) throws {
    folders = try runs.map { try RunReference($0).folder() }
    self.isOnTerminal = isOnTerminal
  }

  /// Does something at once and then at every interval, until no run is being written.
  ///
  /// - Throws: What the action throws.
  func wait(_ action: () throws -> Void) throws {
    while folders.contains(where: \.isBeingWritten) {
      if isOnTerminal, isatty(STDOUT_FILENO) == 1 {
        // Clears the screen and what has scrolled off it.
        try ReportOutput(path: nil).write("\u{1B}[H\u{1B}[2J\u{1B}[3J")
      }
      try action()
      for folder in folders where folder.isBeingWritten {
        printDiagnostic("\(folder.path): under way, \((try? folder.docsDone()) ?? 0) docs so far")
      }
      let next = Date().addingTimeInterval(interval)
      while Date() < next, folders.contains(where: \.isBeingWritten) { Thread.sleep(forTimeInterval: 0.5) }
    }
  }
}

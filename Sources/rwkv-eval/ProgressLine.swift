import EvalCore
import Foundation

/// A line of progress on standard error, drawn only on a terminal.
final class ProgressLine {
  private let isDrawn = isatty(STDERR_FILENO) == 1
  private let start = Date()
  private var lastDrawn = Date.distantPast

  /// Redraws the line, at most ten times a second.
  func update(_ progress: ScoringProgress) {
    guard isDrawn, progress.workTotal > 0 else { return }
    let now = Date()
    guard now.timeIntervalSince(lastDrawn) > 0.1 else { return }
    lastDrawn = now
    let share = Double(progress.workDone) / Double(progress.workTotal)
    let elapsed = now.timeIntervalSince(start)
    let left = share > 0 ? elapsed / share - elapsed : 0
    let text = String(
      format: "%5.1f %%  %d/%d requests  %.0f s gone, about %.0f s left", share * 100, progress.requestsDone,
      progress.requestsTotal, elapsed, left)
    FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
  }

  /// Removes the line.
  func clear() {
    if isDrawn { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }
}

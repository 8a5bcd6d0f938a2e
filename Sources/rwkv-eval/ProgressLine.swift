import EvalCore
import Foundation

/// A line of progress on standard error, drawn only on a terminal.
final class ProgressLine {
  private let noun: String
  private let total: Int
  private let alreadyDone: Int
  private var done: Int
  private let isDrawn = isatty(STDERR_FILENO) == 1
  private let start = Date()
  private var lastDrawn = Date.distantPast

  /// A line for `total` docs or requests.
  ///
  /// - Parameter alreadyDone: How many of them an earlier part of the run has done.
  init(_ noun: String, total: Int, alreadyDone: Int = 0) {
    self.noun = noun
    self.total = total
    self.alreadyDone = alreadyDone
    done = alreadyDone
  }

  /// Counts more of them as done.
  func count(_ more: Int) { done += more }

  /// Redraws the line, at most ten times a second.
  func update(_ progress: ScoringProgress) {
    let now = Date()
    guard isDrawn, now.timeIntervalSince(lastDrawn) > 0.1,
      let text = text(progress, elapsed: now.timeIntervalSince(start))
    else { return }
    lastDrawn = now
    FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
  }

  /// The line's text; nil where there is nothing to do.
  ///
  /// The estimate takes the work that earlier parts have done for their share of the docs, and goes by the pace since.
  func text(_ progress: ScoringProgress, elapsed: Double) -> String? {
    guard progress.workTotal > 0, total > 0 else { return nil }
    let earlier = Double(alreadyDone) / Double(total)
    let now = Double(progress.workDone) / Double(progress.workTotal)
    let share = min(earlier + now, 1)
    let left = now > 0 ? String(format: "%.0f s", elapsed / now * (1 - share)) : "?"
    return String(
      format: "%5.1f %%  %d/%d %@  %.0f s gone, about %@ left", share * 100, done, total, noun, elapsed, left)
  }

  /// Removes the line.
  func clear() {
    if isDrawn { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }
}

import EvalCore
import Foundation

/// A line of progress on standard error, drawn only on a terminal.
final class ProgressLine {
  private let noun: String
  private let total: Int
  private var done: Int
  private let isDrawn = isatty(STDERR_FILENO) == 1
  private let start = Date()
  private var lastDrawn = Date.distantPast

  /// A line for `total` docs or requests.
  ///
  /// - Parameter done: How many of them an earlier part of the run has done.
  init(_ noun: String, total: Int, done: Int = 0) {
    self.noun = noun
    self.total = total
    self.done = done
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
  /// Share, tokens and estimate are those of this part of a run that was stopped before.
  func text(_ progress: ScoringProgress, elapsed: Double) -> String? {
    guard progress.workTotal > 0, total > 0 else { return nil }
    let share = progress.share
    let left = share > 0 ? String(format: "%.0f s", elapsed / share * (1 - share)) : "?"
    return String(
      format: "%5.1f %%  %d/%d %@  %@/%@ tokens  %.0f s gone, about %@ left", share * 100, done, total, noun,
      short(progress.tokensDone), short(progress.tokensTotal), elapsed, left)
  }

  /// A count in at most five characters: 999, 12k, 4.6M.
  private func short(_ count: Int) -> String {
    count < 10_000 ? "\(count)" : count < 1_000_000 ? "\(count / 1000)k" : String(format: "%.1fM", Double(count) * 1e-6)
  }

  /// Removes the line.
  func clear() {
    if isDrawn { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }
}

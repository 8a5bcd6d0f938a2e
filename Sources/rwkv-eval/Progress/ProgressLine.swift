import ArgumentParser
import Console
import EvalCore
import Foundation

/// How far a command has come, on standard error: a line that is drawn again and again on a terminal, and anywhere else a
/// line every tenth of the work and every half minute.
final class ProgressLine {
  private let noun: String
  private let total: Int
  private var done: Int
  private let form: ProgressForm
  private var accuracy = RunningAccuracy()
  private let start = Date()
  private var lastShown = Date()
  private var lastTenth = 0

  /// A line for `total` docs or requests.
  ///
  /// - Parameter done: How many of them an earlier part of the run has done.
  init(_ noun: String, total: Int, done: Int = 0, form: ProgressForm) {
    self.noun = noun
    self.total = total
    self.done = done
    self.form = form
  }

  /// Counts more of them as done.
  func count(_ more: Int) { done += more }

  /// Counts outcomes, those of an earlier part too, for the accuracy.
  func judge(_ outcomes: some Sequence<Outcome>) { accuracy.add(outcomes) }

  /// Shows how far it is, where that is due.
  func update(_ progress: ScoringProgress) {
    let now = Date()
    guard isDue(progress, after: now.timeIntervalSince(lastShown)),
      let text = text(progress, elapsed: now.timeIntervalSince(start))
    else { return }
    lastShown = now
    lastTenth = tenth(progress)
    switch form {
    case .none: break
    case .drawn(let columns):
      StandardStreams.draw("\r\u{1B}[K" + Self.withBar(text, share: progress.share, columns: columns))
    case .printed: StandardStreams.report(text)
    }
  }

  /// The text with a bar before it where there is room for one, in less than so many columns.
  static func withBar(_ text: String, share: Double, columns: Int) -> String {
    let room = columns - 2 - text.count
    guard room >= ProgressBar.least else { return String(text.prefix(columns - 1)) }
    return ProgressBar(share: share, columns: room).text + " " + text
  }

  /// Whether something is to be shown.
  ///
  /// - Parameter seconds: Since something was.
  func isDue(_ progress: ScoringProgress, after seconds: Double) -> Bool {
    switch form {
    case .none: false
    case .drawn: seconds > 0.1
    case .printed: seconds >= 30 || seconds >= 1 && tenth(progress) > lastTenth
    }
  }

  /// Whole tenths of the work; the last one when everything is counted.
  private func tenth(_ progress: ScoringProgress) -> Int { min(Int(progress.share * 10), done < total ? 9 : 10) }

  /// The line's text, in less than 80 columns; nil where there is nothing to do.
  ///
  /// Share, tokens a second and estimate are those of this part of a run that was stopped before; docs and accuracy are
  /// those of the whole.
  func text(_ progress: ScoringProgress, elapsed: Double) -> String? {
    guard progress.workTotal > 0, total > 0 else { return nil }
    let share = progress.share
    let speed = elapsed > 0 ? Self.short(Double(progress.tokensDone) / elapsed) : "?"
    let left = share > 0 ? Self.duration(elapsed / share * (1 - share)) : "?"
    let parts =
      [String(format: "%5.1f %%", share * 100), "\(done)/\(total) \(noun)"] + (accuracy.text.map { [$0] } ?? [])
      + ["\(speed) tokens/s", "\(left) left"]
    return parts.joined(separator: "  ")
  }

  /// A number in at most five characters: 0.4, 999, 12k, 4.6M.
  private static func short(_ number: Double) -> String {
    switch number {
    case ..<9.95: String(format: "%.1f", number)
    case ..<9999.5: String(format: "%.0f", number)
    case ..<999_500: String(format: "%.0fk", number * 1e-3)
    default: String(format: "%.1fM", number * 1e-6)
    }
  }

  /// A time in at most seven characters: 45 s, 12 min, 3 h 07, 5 d 3 h.
  private static func duration(_ seconds: Double) -> String {
    // A first look at a slow model may promise centuries.
    let seconds = Int(min(seconds, 1e8).rounded())
    let (minutes, hours) = ((seconds + 30) / 60, (seconds + 30) / 3600)
    switch seconds {
    case ..<100: return "\(seconds) s"
    case ..<3570: return "\(minutes) min"
    case ..<86_400: return "\(hours) h " + String(format: "%02d", minutes % 60)
    default: return "\(hours / 24) d \(hours % 24) h"
    }
  }

  /// Removes the line.
  func clear() {
    if case .drawn = form { StandardStreams.draw("\r\u{1B}[K") }
  }
}

/// How progress is shown.
enum ProgressForm: Equatable {
  /// Not at all.
  case none
  /// A line that is drawn again and again, in at most so many columns.
  case drawn(columns: Int)
  /// A line now and then, for a file.
  case printed

  /// Drawn on a terminal, printed anywhere else.
  static var ofStandardError: ProgressForm {
    guard isatty(STDERR_FILENO) == 1 else { return .printed }
    return .drawn(columns: TerminalSize.columns(of: STDERR_FILENO) ?? 80)
  }
}

/// What a long command says on its way: flags of every command that scores.
struct ProgressOptions: ParsableArguments {
  @Flag(help: "No settings and no progress on standard error; errors stay, and notes that a result must be read with.")
  var quiet = false

  /// Prints what a run begins with, a line each; the notes alone where it is to be quiet.
  func introduce(_ lines: [String]) {
    for line in lines where !quiet || line.hasPrefix("note: ") { printDiagnostic(line) }
  }

  /// How far a command has come, unless it is to be quiet.
  func line(_ noun: String, total: Int, done: Int = 0) -> ProgressLine {
    ProgressLine(noun, total: total, done: done, form: quiet ? .none : .ofStandardError)
  }
}

/// The accuracy of the docs that are complete, at the last read-out; rolling texts, and docs without a right choice, are
/// left out.
struct RunningAccuracy {
  private(set) var correct = 0
  private(set) var judged = 0

  /// Counts more outcomes.
  mutating func add(_ outcomes: some Sequence<Outcome>) {
    for outcome in outcomes where outcome.outputType == .loglikelihood || !outcome.golds.isEmpty {
      judged += 1
      if let last = outcome.answers.indices.last, outcome.isRight(at: last) { correct += 1 }
    }
  }

  /// In percent, with Wilson's 95 % interval, for example `acc 41.3 % (31.1-52.2)`; nil where nothing is to be judged.
  var text: String? {
    guard judged > 0 else { return nil }
    let interval = ConfidenceInterval.wilson(successes: correct, trials: judged)
    return String(
      format: "acc %.1f %% (%.1f-%.1f)", 100 * Double(correct) / Double(judged), 100 * interval.low, 100 * interval.high
    )
  }
}

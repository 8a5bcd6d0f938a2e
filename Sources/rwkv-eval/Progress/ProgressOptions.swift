import ArgumentParser
import EvalCore

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

import EvalReport
import Foundation

extension TextStyle {
  /// Colours where standard output is a terminal and `NO_COLOR` is not set (https://no-color.org).
  static var ofStandardOutput: TextStyle {
    let isRefused = ProcessInfo.processInfo.environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    return isatty(STDOUT_FILENO) == 1 && !isRefused ? .ansi : .plain
  }
}

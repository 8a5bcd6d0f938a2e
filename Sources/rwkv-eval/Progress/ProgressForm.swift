import Foundation

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
    var size = winsize()
    let isKnown = unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return .drawn(columns: isKnown ? Int(size.ws_col) : 80)
  }
}

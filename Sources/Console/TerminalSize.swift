import Foundation

/// How large a terminal is.
public enum TerminalSize {
  /// The columns of the terminal behind a descriptor; nil for what is no terminal, and for one that does not say.
  public static func columns(of descriptor: Int32) -> Int? {
    guard isatty(descriptor) == 1 else { return nil }
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}

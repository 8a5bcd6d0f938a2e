import Foundation

/// Lines on standard error, which is for people, beside standard output, which is for results.
enum Diagnostics {
  /// Writes a line.
  static func print(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }
}

public import ArgumentParser
import Console
public import EvalReport
import Foundation

/// Where a result goes.
struct ReportOutput {
  /// A file, or nil for standard output.
  let path: String?

  /// Writes a result: a file in one step, so that nobody sees half of it; what is no file (a device, a pipe) is written
  /// into, and never replaced; where a link leads is written, and the link stays.
  ///
  /// - Throws: `UserError`.
  func write(_ text: String) throws {
    guard let path else {
      do { return try StandardStreams.write(text) } catch {
        throw UserError(error, remedy: "See where it leads, and run the command again")
      }
    }
    do {
      if let number = Self.openedNumber(path) { return try Descriptor(number, name: path).write(text) }
      switch Self.kind(path) {
      case S_IFREG?: try Data(text.utf8).write(to: URL(filePath: Self.resolved(path)), options: .atomic)
      case nil where !Self.isLink(path): try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
      default: try Self.write(text, into: path)
      }
    } catch {
      throw Self.failure(path, error)
    }
  }

  /// Finds out whether the result can be written, before it takes time to make it.
  ///
  /// - Throws: `UserError` when there is no such folder, or it or the file may not be written.
  func check() throws {
    guard let path, Self.openedNumber(path) == nil else { return }
    let isThere = Self.kind(path) != nil
    let place = isThere ? path : (path as NSString).deletingLastPathComponent
    if Self.kind(path) == S_IFDIR { throw Self.failure(path, StreamError(name: path, verb: "written", code: EISDIR)) }
    if unsafe access(place.isEmpty ? "." : place, W_OK) != 0, !Self.isLink(path) {
      throw Self.failure(path, StreamError(name: path, verb: "written", code: errno))
    }
  }

  private static func failure(_ path: String, _ error: any Error) -> UserError {
    UserError(
      "cannot be written: \(error.systemReason)", path: path,
      remedy: "Choose a file in a folder that exists, where you may write and there is room", kind: .failure)
  }

  private static func write(_ text: String, into path: String) throws {
    let number = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard number >= 0 else { throw StreamError(name: path, verb: "written", code: errno) }
    defer { close(number) }
    try Descriptor(number, name: path).write(text)
  }

  /// The number of a stream that is open already and named as a file; opening it anew would begin at its start.
  private static func openedNumber(_ path: String) -> Int32? {
    switch path {
    case "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1": STDOUT_FILENO
    case "/dev/stderr", "/dev/fd/2", "/proc/self/fd/2": STDERR_FILENO
    default: nil
    }
  }

  /// The kind of what a path leads to, links followed; nil for nothing.
  private static func kind(_ path: String) -> mode_t? {
    var information = stat()
    return unsafe stat(path, &information) == 0 ? information.st_mode & S_IFMT : nil
  }

  private static func isLink(_ path: String) -> Bool {
    var information = stat()
    return unsafe lstat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFLNK
  }

  /// The path without links; the system's functions replace a link by a file.
  private static func resolved(_ path: String) -> String {
    guard let resolved = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }
}

/// One or several runs in one form.
struct ReportDocument {
  let format: ReportFormat
  let style: TextStyle
  let width: Int
  /// Whether the table of several runs is followed by each run's whole report.
  let isFull: Bool

  /// The text: of one run its report; of several a table of their configurations, and what differs.
  func render(_ reports: [StoredReport]) throws -> String {
    if format == .html { return try RunPage(reports: reports).render() }
    if reports.count == 1 { return try format.render(reports[0].report, style: style, width: width) }
    let runs = reports.map { NamedReport(name: $0.path, report: $0.report) }
    return try format.render(runs, isFull: isFull, style: style, width: width)
  }
}

extension TextStyle {
  /// Colours where standard output is a terminal and `NO_COLOR` is not set (https://no-color.org).
  static var ofStandardOutput: TextStyle {
    let isRefused = ProcessInfo.processInfo.environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    return isatty(STDOUT_FILENO) == 1 && !isRefused ? .ansi : .plain
  }
}

extension TerminalReport {
  /// The columns of the terminal that standard output is, else what `COLUMNS` says, else those of a report for no terminal.
  static var widthOfStandardOutput: Int {
    let asked = ProcessInfo.processInfo.environment["COLUMNS"].flatMap(Int.init).flatMap { $0 > 0 ? $0 : nil }
    return TerminalSize.columns(of: STDOUT_FILENO) ?? asked ?? standardWidth
  }
}

extension ReportFormat: ExpressibleByArgument {
  /// Whether the report shows its verdict to whoever looks at it.
  var isForTerminal: Bool { self == .table || self == .lmEval }

  /// Whether the report shows traces or docs, which are read for it alone.
  var showsDocs: Bool { self == .html || self == .json }
}

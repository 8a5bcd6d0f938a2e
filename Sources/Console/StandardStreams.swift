public import Foundation

/// Standard input, output and error, of which each may be closed, full, or gone in the middle of a run.
public enum StandardStreams {
  /// Whether SIGPIPE was ignored before the program began, so that somebody wants to read of the error instead.
  private static let ignoredSIGPIPE = ProcessSignal(SIGPIPE).isIgnored
  /// Whether standard output is a terminal, or was one before this hung up.
  private static let isTerminal = isatty(STDOUT_FILENO) == 1

  /// To be called before anything is opened or written.
  ///
  /// A stream that is closed gets its number taken by a `/dev/null` that refuses what the stream is for, so that no file of
  /// ours gets the number, and with it what is meant for people; standard error's takes everything. A write to a pipe
  /// without a reader, or beyond the limit of a file's size, becomes an error instead of a signal.
  public static func prepare() {
    for (descriptor, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDWR)]
    where fcntl(descriptor, F_GETFD) == -1 && errno == EBADF {
      // The lowest free number is this one, since those below it are taken.
      _ = unsafe open("/dev/null", mode)
    }
    _ = (ignoredSIGPIPE, isTerminal)
    ProcessSignal(SIGPIPE).ignore()
    ProcessSignal(SIGXFSZ).ignore()
  }

  /// Writes to standard output.
  ///
  /// A terminal that has hung up, which whoever ignores SIGHUP has chosen to outlive, is no error: there were eyes, and they
  /// have gone. It is only said.
  ///
  /// - Parameter text: Where standard output is a terminal, shown with control characters that are not colours escaped.
  /// - Throws: `StreamError` when not all of it could be written.
  public static func write(_ text: String) throws(StreamError) {
    do {
      try Descriptor(STDOUT_FILENO, name: "standard output").write(isTerminal ? VisibleText.coloured(text) : text)
    } catch  where error.code == EIO && isTerminal {
      report("note: the terminal has gone, and with it what was to be written to standard output")
    }
  }

  /// Writes a line, or several, to standard error, control characters escaped.
  ///
  /// Where it cannot be written nothing happens: a run must not end because nobody can be told how it goes.
  public static func report(_ text: String) { writeRaw(VisibleText.lines(text) + "\n") }

  /// Writes to standard error as it is, for a line that is drawn again and again; see `report(_:)`.
  public static func draw(_ text: String) { writeRaw(text) }

  private static func writeRaw(_ text: String) { try? Descriptor(STDERR_FILENO, name: "standard error").write(text) }

  /// Reads standard input to its end.
  ///
  /// - Throws: `StreamError` when it is closed, a folder, or broken.
  public static func readAll() throws(StreamError) -> Data {
    try Descriptor(STDIN_FILENO, name: "standard input").readAll()
  }

  /// Ends the process as the system ends one whose reader has gone, unless SIGPIPE was ignored when it began.
  public static func endAsBrokenPipe() {
    guard !ignoredSIGPIPE else { return }
    ProcessSignal(SIGPIPE).restore()
    raise(SIGPIPE)
  }
}

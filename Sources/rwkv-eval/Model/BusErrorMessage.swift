import Foundation

/// What is said when the memory behind a mapped file is gone: the checkpoint was truncated, or its disk fails, while the
/// model reads it.
enum BusErrorMessage {
  private static let text: StaticString = """
    error: the checkpoint was cut short, or could not be read any more, while it was being read (bus error). Outcomes that \
    were kept are good. Put the file back as it was and give the same command to resume, or begin again with a copy that \
    nothing writes to.

    """

  /// Ends the process with the message and exit code 1 when it meets a bus error.
  static func install() {
    var action = sigaction()
    // Made now, so that the handler does not have to.
    _ = unsafe text.utf8Start
    // Nothing in it but what a signal handler may do.
    unsafe action.__sigaction_handler.sa_handler = { _ in
      _ = unsafe write(STDERR_FILENO, BusErrorMessage.text.utf8Start, BusErrorMessage.text.utf8CodeUnitCount)
      _exit(1)
    }
    unsafe sigaction(SIGBUS, &action, nil)
  }
}

import Foundation

/// A program run to its end through `posix_spawn`.
///
/// Foundation's `Process` sometimes waits for ever on Linux when several threads start programs at once.
struct ChildProcess {
  /// What the system says of a child's end.
  struct End {
    /// The exit code, or the signal that killed it.
    let status: Int32
    let isKilled: Bool
  }

  let path: String
  let arguments: [String]
  let environment: [String: String]

  /// Runs the program with its three streams opened on files that exist.
  ///
  /// - Throws: `POSIXError` when it cannot be started.
  func run(input: String, output: String, diagnostics: String) throws -> End {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, diagnostics, O_WRONLY, 0)
    let texts = unsafe ([path] + arguments).map { unsafe strdup($0) }
    let variables = unsafe environment.map { unsafe strdup("\($0)=\($1)") }
    defer { unsafe (texts + variables).forEach { unsafe free($0) } }
    var child = pid_t()
    let code = unsafe posix_spawn(&child, path, &actions, nil, texts + [nil], variables + [nil])
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO) }
    var status: Int32 = 0
    while unsafe waitpid(child, &status, 0) < 0 && errno == EINTR {}
    let signal = status & 0x7f
    return End(status: signal == 0 ? status >> 8 & 0xff : signal, isKilled: signal != 0)
  }
}

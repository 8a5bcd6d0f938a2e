import Foundation
import Synchronization

/// The wish that a run ends: Ctrl-C, a scheduler's SIGTERM, a terminal that is closed.
///
/// While somebody listens, the first signal is only noted, so that what is complete can be kept; a second SIGINT or SIGTERM
/// ends the process at once.
public struct StopRequest: Error, Hashable, CustomStringConvertible {
  private static let noted = Atomic<Int32>(0)
  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  /// The signal.
  public let signal: Int32

  /// For example `SIGTERM`.
  public var description: String {
    switch signal {
    case SIGINT: "SIGINT"
    case SIGTERM: "SIGTERM"
    default: "SIGHUP"
    }
  }

  /// What the process ends with, as shells tell it: 128 and the signal.
  public var exitCode: Int32 { 128 + signal }

  /// Runs a body that asks `check()` now and then; a signal that was ignored before, as `nohup` does, is so still.
  public static func listening<Result>(_ body: () throws -> Result) rethrows -> Result {
    noted.store(0, ordering: .relaxed)
    let heard = signals.filter { !ProcessSignal($0).isIgnored }
    for signal in heard { ProcessSignal(signal).handle(note) }
    defer { for signal in heard { ProcessSignal(signal).restore() } }
    return try body()
  }

  /// Throws the signal that has come.
  public static func check() throws(StopRequest) {
    let signal = noted.load(ordering: .relaxed)
    if signal != 0 { throw StopRequest(signal: signal) }
  }

  /// Only what is safe in a signal handler: an atomic number is set, and the next signal is not caught.
  private static let note: @convention(c) (Int32) -> Void = { signal in
    StopRequest.noted.store(signal, ordering: .relaxed)
    ProcessSignal(SIGINT).restore()
    ProcessSignal(SIGTERM).restore()
  }
}

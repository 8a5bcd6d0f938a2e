import Foundation

/// What the process does on a signal.
struct ProcessSignal {
  private let number: Int32

  init(_ number: Int32) { self.number = number }

  /// Whether the signal is ignored now.
  var isIgnored: Bool {
    var action = sigaction()
    guard unsafe sigaction(number, nil, &action) == 0 else { return false }
    let both = unsafe [action.__sigaction_handler.sa_handler, SIG_IGN].map { unsafe unsafeBitCast($0, to: Int.self) }
    return both[0] == both[1]
  }

  /// Ignores it from now on.
  func ignore() { _ = signal(number, SIG_IGN) }

  /// Does what the system does by default.
  func restore() { _ = signal(number, SIG_DFL) }

  /// Calls a function, which may only do what is safe in a signal handler.
  func handle(_ handler: @convention(c) (Int32) -> Void) { _ = signal(number, handler) }
}

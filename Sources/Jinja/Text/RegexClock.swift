internal import Foundation

/// Tells what a regular expression has cost, whose work only time can tell.
struct RegexClock {
  /// Units of a budget's work for a second of processor time.
  private static let workPerSecond = 40_000_000.0

  private var reports = 0
  private var last = RegexClock.seconds()

  /// The units of work since the last report; the clock is looked at with every eighth.
  mutating func work() -> Int {
    reports += 1
    guard reports.isMultiple(of: 8) else { return 1 }
    let now = Self.seconds()
    defer { last = now }
    return 1 + Int((now - last) * Self.workPerSecond)
  }

  /// Processor time of this thread, which does not run while others do.
  private static func seconds() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

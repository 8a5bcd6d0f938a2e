import Foundation

/// Measures how long something takes: by the wall clock, and by the processor time of all threads of the process, of which
/// other programs on the machine take nothing.
struct Stopwatch: Sendable {
  /// Seconds since the start.
  struct Times: Sendable, Hashable {
    var wall = 0.0
    var processor = 0.0

    static func += (total: inout Times, part: Times) {
      total.wall += part.wall
      total.processor += part.processor
    }
  }

  private let start = ContinuousClock.now
  private let processorStart = Self.processorSeconds

  /// The times since the stopwatch was made.
  var elapsed: Times {
    Times(wall: (ContinuousClock.now - start).inSeconds, processor: Self.processorSeconds - processorStart)
  }

  private static var processorSeconds: Double {
    var time = timespec()
    guard unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return 0 }
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

extension Duration {
  /// The duration in seconds.
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}

import RWKVKernels

/// Shares of a run's wall time; they add up to 1.
///
/// Work that the threads share counts as its sum over the threads divided by their number; `waiting` is what is left:
/// threads waiting for each other, and the calling thread's own work between phases.
struct PhaseShares: Encodable, Sendable, Hashable {
  let gemm, wkv, elementwise, head, weights, tokenising, forest, waiting: Double

  /// Names and shares, in the order of reports.
  var all: [(name: String, share: Double)] {
    [
      ("GEMM", gemm), ("WKV", wkv), ("elementwise", elementwise), ("head", head), ("widening", weights),
      ("tokenising", tokenising), ("forest", forest), ("waiting", waiting),
    ]
  }

  init(_ clock: PhaseClock, wall: Double, threads: Int) {
    let capacity = wall * Double(threads)
    gemm = clock.seconds(.gemm) / capacity
    wkv = clock.seconds(.recurrence) / capacity
    elementwise = (clock.seconds(.rows) - clock.seconds(.gemm)) / capacity
    head = clock.seconds(.head) / capacity
    weights = clock.seconds(.widening) / wall
    tokenising = clock.seconds(.tokenising) / wall
    forest = clock.seconds(.forest) / wall
    waiting = 1 - (gemm + wkv + elementwise + head + weights + tokenising + forest)
  }

  /// The medians of each share.
  init(medianOf rounds: [PhaseShares]) {
    gemm = rounds.map(\.gemm).median
    wkv = rounds.map(\.wkv).median
    elementwise = rounds.map(\.elementwise).median
    head = rounds.map(\.head).median
    weights = rounds.map(\.weights).median
    tokenising = rounds.map(\.tokenising).median
    forest = rounds.map(\.forest).median
    waiting = rounds.map(\.waiting).median
  }
}

extension [Double] {
  /// The arithmetic mean.
  var mean: Double { reduce(0, +) / Double(count) }

  /// The middle value, or the mean of the two in the middle; 0 of nothing.
  var median: Double {
    guard !isEmpty else { return 0 }
    let sorted = sorted()
    return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
  }
}

internal import CKernels

/// A fixed number of threads that share loops.
///
/// What an item computes must not depend on which worker does it or on how many there are; then results have the same
/// bits for every thread count.
@safe public final class ThreadTeam: Sendable {
  /// Number of workers.
  public let count: Int
  /// Nil where the system grants no threads.
  ///
  /// Immutable, and its loops lock themselves.
  private nonisolated(unsafe) let team: OpaquePointer?

  /// Whether the system has granted all threads; where it has not, the caller does all the work.
  public var isComplete: Bool { unsafe team != nil }

  /// A team of some workers, at least one.
  public init(count: Int) {
    precondition(count >= 1, "a team of \(count) threads")
    self.count = count
    unsafe team = ckernels_team_create(count)
  }

  deinit { unsafe ckernels_team_destroy(team) }

  /// Calls `body` once for every item, in no particular order, on up to `count` threads, and waits for all.
  ///
  /// Meanwhile subnormal numbers count as zero: squares of small activations are often subnormal, and a processor takes a
  /// hundred times as long for them (the bundled model at 400 loops took 195 s of processor time with them, 29 s without).
  ///
  /// - Parameter body: Gets the item and the worker, from 0; calls of one worker never overlap. From within it the team
  ///   must not be used.
  public func forEach(_ items: Int, _ body: @Sendable (_ item: Int, _ worker: Int) -> Void) {
    run(items, firstStage: 0, body)
  }

  /// Calls `first` and then `second` for every item, on up to `count` threads, and waits for all.
  ///
  /// An item's `second` begins when `first` is done for it and for all items before it; there is no point where all threads
  /// wait for the slowest one, as there is between two loops.
  public func forEach(
    _ items: Int, _ first: @Sendable (_ item: Int, _ worker: Int) -> Void,
    then second: @Sendable (_ item: Int, _ worker: Int) -> Void
  ) {
    withoutActuallyEscaping(first) { first in
      withoutActuallyEscaping(second) { second in
        run(2 * items, firstStage: items) { item, worker in
          if item < items { first(item, worker) } else { second(item - items, worker) }
        }
      }
    }
  }

  private func run(_ items: Int, firstStage: Int, _ body: @Sendable (_ item: Int, _ worker: Int) -> Void) {
    withoutActuallyEscaping(body) { body in
      var loop = Loop(body: body)
      unsafe withUnsafeMutablePointer(to: &loop) { loop in
        unsafe ckernels_team_run(team, items, firstStage, { unsafe Loop.run($0, $1, $2) }, loop)
      }
    }
  }

  private struct Loop {
    let body: @Sendable (Int, Int) -> Void

    static func run(_ context: UnsafeMutableRawPointer?, _ item: Int, _ worker: Int) {
      unsafe context?.assumingMemoryBound(to: Loop.self).pointee.body(item, worker)
    }
  }
}

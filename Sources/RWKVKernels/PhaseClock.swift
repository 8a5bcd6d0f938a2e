internal import Synchronization

/// Adds up where the time of a run goes, on all threads; nothing is measured where an engine has none.
///
/// Phases overlap only where a contract below says so.
public final class PhaseClock: Sendable {
  /// A kind of work.
  public enum Phase: Int, Sendable, CaseIterable {
    /// Everything done to blocks of rows in a layer application, summed over the threads; matrix products are part of it.
    case rows
    /// The matrix products in `rows`, summed over the threads.
    case gemm
    /// The WKV recurrence, summed over the threads.
    case recurrence
    /// Vocabulary head and softmax with widening and products of its own, summed over the threads.
    case head
    /// Widening of the layers' weights by all threads, as long as the calling thread takes.
    case widening
    /// Tokenising requests, on the calling thread.
    case tokenising
    /// Cutting batches and building forests, on the calling thread.
    case forest
  }

  private let nanoseconds: [Counter] = Phase.allCases.map { _ in Counter() }

  private final class Counter: Sendable {
    let value = Atomic<Int>(0)
  }

  /// A clock that stands at zero.
  public init() {}

  /// Seconds measured so far.
  public func seconds(_ phase: Phase) -> Double {
    Double(nanoseconds[phase.rawValue].value.load(ordering: .relaxed)) * 1e-9
  }

  /// Runs `body` and adds its time.
  public func measure<Result, Failure: Error>(
    _ phase: Phase, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let start = ContinuousClock.now
    defer {
      let time = (ContinuousClock.now - start).components
      let spent = Int(time.seconds) * 1_000_000_000 + Int(time.attoseconds / 1_000_000_000)
      nanoseconds[phase.rawValue].value.wrappingAdd(spent, ordering: .relaxed)
    }
    return try body()
  }
}

extension Optional where Wrapped == PhaseClock {
  /// Runs `body`, and adds its time where there is a clock.
  public func measure<Result, Failure: Error>(
    _ phase: PhaseClock.Phase, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard let self else { return try body() }
    return try self.measure(phase, body)
  }
}

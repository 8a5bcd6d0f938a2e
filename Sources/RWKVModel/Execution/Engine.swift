internal import Foundation
public import RWKVKernels

/// How the arithmetic is done: on which instruction set and on how many threads.
public struct Engine: Sendable {
  private(set) var kernels: Kernels
  /// Where the time goes; nil to measure nothing.
  public let clock: PhaseClock?
  let team: ThreadTeam
  /// Blocks of rows that each thread has in a chunk, a few, so that a slow one is not waited for long; does not change any
  /// result.
  ///
  /// With 2 instead of 8, threads waited for 8 % of the time instead of 3 % (0.4B shape, 64 docs, one run each on a shared
  /// machine, when every loop still ended with a barrier); 4 take half the memory of 8.
  public var blocksPerThread = 4

  /// An engine.
  ///
  /// - Parameters:
  ///   - threads: At least 1. Results have the same bits for every number.
  ///   - usesSIMD: Whether the instruction sets beyond the baseline may be used where the processor has them.
  ///   - clock: Adds up where the time goes; nil to measure nothing.
  public init(threads: Int, usesSIMD: Bool = true, clock: PhaseClock? = nil) {
    Kernels.prepareProcess()
    var kernels = Kernels(level: usesSIMD ? .best : .plain)
    kernels.clock = clock
    self.kernels = kernels
    self.clock = clock
    team = ThreadTeam(count: threads)
  }

  /// The same engine, rounding to a format.
  func rounding(to precision: Precision) -> Engine {
    var engine = self
    engine.kernels.rounding = precision.rounding
    return engine
  }

  /// Number of threads.
  public var threads: Int { team.count }
  /// Whether the system has granted them all; where it has not, one does all the work.
  public var hasAllThreads: Bool { team.isComplete }
  /// Name of the instruction set of our own kernels.
  public var instructionSet: String { kernels.level.rawValue }
  /// OpenBLAS's own description of itself.
  public var blasDescription: String { openBLASDescription() }

  /// The processor's name; "unknown" where the system does not say.
  public static var processor: String {
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
    return line?.split(separator: ":", maxSplits: 1).last.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown"
  }

  /// Work on a run that is done before the model sees anything.
  public enum Preparation: Sendable {
    /// Tokenising requests.
    case tokenising
    /// Cutting batches and building forests.
    case forest
  }

  /// Runs `body`, and adds its time where there is a clock.
  public func measure<Result, Failure: Error>(
    _ preparation: Preparation, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try clock.measure(preparation == .tokenising ? .tokenising : .forest, body)
  }
}

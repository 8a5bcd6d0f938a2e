internal import RWKVKernels

/// How the arithmetic is done: on which instruction set and on how many threads.
public struct Engine: Sendable {
  let kernels: Kernels
  let team: ThreadTeam

  /// An engine.
  ///
  /// - Parameters:
  ///   - threads: At least 1. Results have the same bits for every number.
  ///   - usesSIMD: Whether the instruction sets beyond the baseline may be used where the processor has them.
  public init(threads: Int, usesSIMD: Bool = true) {
    Kernels.useSingleThreadedBLAS()
    kernels = Kernels(level: usesSIMD ? .best : .plain)
    team = ThreadTeam(count: threads)
  }

  /// Number of threads.
  public var threads: Int { team.count }
  /// Name of the instruction set of our own kernels.
  public var instructionSet: String { kernels.level.rawValue }
  /// OpenBLAS's own description of itself.
  public var blasDescription: String { openBLASDescription() }
}

import Foundation
import RWKVKernels

/// What a run of the benchmark found.
struct BenchReport: Encodable, Sendable {
  /// Processor, threads, OpenBLAS's own description, instruction set of our own kernels.
  let processor: String
  let threads: Int
  let blas, simd: String
  /// The data that the prompts are from.
  let data: String
  /// Tokens that every context was cut to; nil for the docs' own lengths.
  let contextTokens: Int?
  /// Median over all measurements of the run.
  let sgemmPeakGflops: Double
  /// The product at which it was reached at the start.
  let sgemmPeakSize: String
  /// What the operations, and therefore GFLOPS and ratios, count.
  var counted = """
    2 operations a weight of every matrix product of every layer application and token (each shared prefix once), and of \
    the head's product for every row read out (one a doc), which is what the model asks for; WKV, norms and elementwise work \
    are not counted; ratio_executed leaves out what the last application does not compute for tokens that nobody reads
    """
  let memory = """
    peak_memory_bytes: highest RssAnon (resident less shared pages of /proc/self/statm), looked at every 10 ms: what VmHWM is without \
    mapped file pages, the SGEMM measurement's 60 MB included
    """
  var shapes: [ShapeMeasurement]

  enum CodingKeys: String, CodingKey {
    case processor, threads, blas, simd, data, counted, memory, shapes
    case contextTokens = "context_tokens"
    case sgemmPeakGflops = "sgemm_peak_gflops"
    case sgemmPeakSize = "sgemm_peak_size"
  }

  /// One JSON object.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// Lines for a terminal.
  var text: String {
    let head = [
      "\(processor), \(threads) threads, \(blas), our kernels \(simd)",
      "SGEMM peak: \(fixed(sgemmPeakGflops, 1)) GFLOPS (\(threads) single-threaded calls at once, fastest of "
        + "\(SGEMMPeak.sizes.count) sizes, \(sgemmPeakSize), kept up for a second before and after each round, and for a quarter of one every 4 s on the way)",
      "prompts: zero-shot lm_eval, \(data)" + (contextTokens.map { ", contexts of \($0) tokens" } ?? ""),
      "counted: \(counted)",
      "memory: \(memory)", "",
    ]
    return (head + table + [""] + phases + readouts).joined(separator: "\n")
  }

  private var table: [String] {
    let names = [
      "shape", "docs", "tokens", "seconds", "GFLOPS", "peak", "ratio", "executed", "by CPU", "CPU share", "tokens/s",
      "docs/s",
      "memory", "first doc",
    ]
    return [row(names)]
      + shapes.map {
        row([
          $0.shape, "\($0.docs)", "\($0.tokens)", fixed($0.seconds, 2), fixed($0.gflops, 1),
          fixed($0.sgemmPeakGflops, 1),
          fixed($0.ratio, 3), fixed($0.ratioExecuted, 3), fixed($0.ratioByProcessorTime, 3), fixed($0.cpuShare, 2),
          fixed($0.tokensPerSecond, 1),
          fixed($0.docsPerSecond, 2),
          "\($0.peakMemoryBytes / 1_000_000) MB", fixed($0.firstDocSeconds, 2) + " s",
        ])
      }
  }

  private var phases: [String] {
    guard let first = shapes.first else { return [] }
    return [row(["share"] + first.phases.all.map(\.name))]
      + shapes.map { row([$0.shape] + $0.phases.all.map { fixed(100 * $0.share, 1) + " %" }) }
  }

  private var readouts: [String] {
    shapes.flatMap { shape in
      [
        shape.readoutCost.map {
          "\(shape.shape): ten more read-outs on the way take \(fixed(100 * $0, 1)) % longer"
        },
        shape.traceCost.map { "\(shape.shape): the depth trace takes \(fixed(100 * $0, 1)) % longer" },
      ].compactMap { $0 }
    }
  }

  private func row(_ cells: [String]) -> String {
    cells.enumerated().map { index, cell in
      let padding = String(repeating: " ", count: max(0, (index == 0 ? 10 : 11) - cell.count))
      return index == 0 ? cell + padding : padding + cell
    }.joined()
  }

  private func fixed(_ value: Double, _ digits: Int) -> String {
    value.formatted(
      .number.precision(.fractionLength(digits)).grouping(.never).locale(Locale(identifier: "en_US_POSIX")))
  }
}

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

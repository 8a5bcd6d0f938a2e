public import EvalCore
public import RWKVModel

/// Makes the depth trace of a program from the states that probes of all batches show.
public final class TraceCollector {
  /// Loops that a state is compared with, from the last one on.
  private static let lags = 4
  /// Rows looked at in a batch: enough for means, and at 64 a small part of the time of the smallest batch.
  private static let rowsPerBatch = 64

  private let applications: [LayerApplication]
  private let endsLoop: [Bool]
  private var averages: [TraceAverage]
  private var last: StateProbe.State?
  /// States at the ends of loops of the group under way, the latest first.
  private var loopEnds: [[[Float]]] = []
  /// The last application before the read-out of each program that lies on the way.
  private let readoutOfProgram: [Int: Int]
  /// What was read out last, by place among the rows read out.
  private var distributions: [Int: ChoiceDistribution] = [:]
  /// The application after which that was.
  private var lastReadout = -1

  /// A collector without states; nil without programs.
  ///
  /// - Parameter programs: The last of which is traced.
  public init?(_ programs: [DepthProgram]) {
    guard let program = programs.last else { return nil }
    let onTheWay = programs.indices.filter { program.applications.starts(with: programs[$0].applications) }
    readoutOfProgram = Dictionary(uniqueKeysWithValues: onTheWay.map { ($0, programs[$0].applications.count - 1) })
    applications = program.applications
    averages = Array(repeating: TraceAverage(), count: applications.count)
    let stages = applications.map(\.stage)
    endsLoop = stages.indices.map { $0 == stages.count - 1 || stages[$0] != stages[$0 + 1] }
  }

  /// The rows of a forest to look at: as many of those read out as of all, evenly spaced.
  public static func rows(readOut: [Int32], of count: Int) -> [Int32] {
    func spaced(_ wanted: Int, _ available: Int) -> [Int] {
      let number = min(wanted, available)
      return (0..<number).map { $0 * available / number }
    }
    let scored = spaced(rowsPerBatch / 2, readOut.count).map { readOut[$0] }
    return Set(scored + spaced(rowsPerBatch / 2, count).map(Int32.init)).sorted()
  }

  /// Adds what a probe shows, application after application.
  public func add(_ state: StateProbe.State) {
    defer { last = state }
    guard let index = state.application, let last else {
      loopEnds = []
      distributions = [:]
      return
    }
    let entersGroup = index == 0 || applications[index].group != applications[index - 1].group
    if entersGroup { loopEnds = [] }
    let compares = endsLoop[index] && applications[index].group != nil
    for row in state.hidden.indices {
      let earlier = compares ? loopEnds.enumerated().map { ($0.offset + 1, $0.element[row]) } : []
      averages[index].add(
        TraceRow(
          hidden: state.hidden[row], previous: last.hidden[row], normed: state.normed[row],
          previousNormed: last.normed[row], earlier: Dictionary(uniqueKeysWithValues: earlier)))
    }
    if compares { loopEnds = [state.hidden] + loopEnds.prefix(Self.lags - 1) }
  }

  /// Adds a read-out, if it lies on the way.
  ///
  /// - Parameter distributions: What was read, by place among the rows read out.
  public func add(_ distributions: [Int: ChoiceDistribution], program: Int) {
    guard let application = readoutOfProgram[program] else { return }
    if application <= lastReadout { self.distributions = [:] }
    lastReadout = application
    for (place, distribution) in distributions.sorted(by: { $0.key < $1.key }) {
      averages[application].addReadout(
        entropy: distribution.entropy, kl: self.distributions[place]?.divergence(to: distribution))
    }
    self.distributions = distributions
  }

  /// The trace of what was added.
  public var trace: DepthTrace {
    DepthTrace(
      zip(applications, averages).enumerated().map { index, pair in
        DepthTraceRecord(
          application: index, layer: pair.0.layer, group: pair.0.group, loop: pair.0.loop, average: pair.1)
      })
  }
}

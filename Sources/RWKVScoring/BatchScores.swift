internal import DepthStudy
internal import EvalCore
internal import RWKVModel

/// What read-outs of a batch have given so far.
struct BatchScores {
  /// A token to be scored.
  struct Asked {
    /// The part that it belongs to, and its index there.
    let part, index: Int
    /// Its row is that of the read-out.
    let target: OutputHead.Target
  }

  /// Indexed `[program][part][target]`.
  private var scores: [[[OutputHead.Score?]]]
  /// Relative residuals by place among the rows read out, by program.
  private var residuals: [[Int: Double]]
  private var faults: [FaultLog]
  private var states = RowResiduals()
  /// After the contexts' last tokens, `[program][part][vocabulary]`; empty unless asked for.
  private(set) var logits: [[[Float]]]

  /// - Parameters:
  ///   - targets: Number of every part.
  ///   - rows: Of the forest.
  init(targets: [Int], programs: Int, rows: Int) {
    scores = Array(repeating: targets.map { Array(repeating: nil, count: $0) }, count: programs)
    residuals = Array(repeating: [:], count: programs)
    faults = Array(repeating: FaultLog(rows: rows), count: programs)
    logits = Array(repeating: targets.map { _ in [] }, count: programs)
  }

  /// Takes over a read-out.
  mutating func add(_ readout: ForwardPass.Readout, _ own: [OutputHead.Score], of asked: [Asked]) {
    for (target, score) in zip(asked, own) { scores[readout.program][target.part][target.index] = score }
    residuals[readout.program].merge(states.next(readout)) { _, new in new }
    faults[readout.program].merge(readout.faults)
  }

  /// Takes over logits of a read-out.
  ///
  /// - Parameter wanted: The place of every part's last context row.
  mutating func add(_ rows: [[Float]], _ readout: ForwardPass.Readout, _ wanted: [Int?]) {
    var rowOfPlace: [Int: Int] = [:]
    for (row, place) in readout.places.enumerated() { if let place { rowOfPlace[place] = row } }
    for (part, place) in wanted.enumerated() {
      if let row = place.flatMap({ rowOfPlace[$0] }) { logits[readout.program][part] = rows[row] }
    }
  }

  /// The tokens that were scored at a place, made to sum to one, where there are two or more.
  ///
  /// - Parameter asked: Of the last read-out.
  func distributions(
    _ targets: [[OutputHead.Target]], _ asked: [Asked], program: Int
  ) -> [Int: ChoiceDistribution] {
    var logprobs: [Int: [Int: Double]] = [:]
    for target in asked {
      guard let score = scores[program][target.part][target.index] else { continue }
      let place = targets[target.part][target.index].row
      logprobs[place, default: [:]][target.target.token] = score.logprob
    }
    return logprobs.filter { $0.value.count > 1 }.compactMapValues { tokens in
      ChoiceDistribution(tokens.sorted { $0.key < $1.key }.map(\.value))
    }
  }

  /// The answer to a part under a program that has read it out whole.
  ///
  /// - Parameters:
  ///   - path: Its rows.
  ///   - lastPlace: Place of its last row among those read out.
  func loglikelihood(
    _ part: Int, _ depth: DepthProgram, _ program: Int, path: [Int32], lastContextPosition: Int, lastPlace: Int?
  ) -> Loglikelihood {
    let own = scores[program][part].compactMap { $0 }
    precondition(own.count == scores[program][part].count, "part \(part) is not read out whole")
    let logprob = own.reduce(0) { $0 + $1.logprob }
    var fault = faults[program].first(on: path).map { named($0, program: depth) }
    if fault == nil && !logprob.isFinite {
      fault = NumericalFault(
        kind: .nonFiniteLogits, application: nil, layer: nil, group: nil, loop: nil, position: lastContextPosition)
    }
    return Loglikelihood(
      logprob: logprob, isGreedy: own.allSatisfy(\.isArgmax), tokenCount: own.count, fault: fault,
      residual: lastPlace.flatMap { residuals[program][$0] })
  }

  private func named(_ fault: PathFault, program: DepthProgram) -> NumericalFault {
    let isInside = fault.application < program.applications.count
    let application = isInside ? program.applications[fault.application] : nil
    return NumericalFault(
      kind: fault.isOverflow ? .varianceOverflow : .nonFinite, application: isInside ? fault.application : nil,
      layer: application?.layer, group: application?.group, loop: application?.loop, position: fault.position,
      nonFiniteApplication: fault.isOverflow ? fault.firstNonFinite : nil)
  }
}

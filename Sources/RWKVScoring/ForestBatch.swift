internal import EvalCore
internal import RWKVModel

/// The requests of one batch on their way through the model.
struct ForestBatch {
  private let requests: [EncodedRequest]
  private let programs: [DepthProgram]
  private let forest: TokenForest
  /// Rows that are read out, and the place of each among them.
  private let rows: [Int32]
  private let places: [Int32: Int]
  private let targets: [OutputHead.Target]
  /// Indexed `[request][program]`.
  private(set) var answers: [[Loglikelihood]]
  /// Indexed `[request][program][vocabulary]`.
  private(set) var logits: [[[Float]]]

  init(_ requests: [EncodedRequest], sharesPrefixes: Bool, programs: [DepthProgram]) {
    self.requests = requests
    self.programs = programs
    let forest = TokenForest(requests.map(\.input), sharesPrefixes: sharesPrefixes)
    self.forest = forest
    var rows: [Int32] = []
    var places: [Int32: Int] = [:]
    var targets: [OutputHead.Target] = []
    for (request, path) in zip(requests, forest.paths) {
      for (row, token) in zip(path.suffix(request.continuation.count), request.continuation) {
        if places[row] == nil {
          places[row] = rows.count
          rows.append(row)
        }
        targets.append(OutputHead.Target(row: places[row, default: 0], token: Int(token)))
      }
    }
    self.rows = rows
    self.places = places
    self.targets = targets
    answers = Array(repeating: [], count: requests.count)
    logits = Array(repeating: [], count: requests.count)
    for index in requests.indices { answers[index].reserveCapacity(programs.count) }
  }

  mutating func run(
    _ pass: ForwardPass, _ head: OutputHead, tokensAtOnce: Int, withLogits: Bool, trace: TraceCollector?,
    onApplication: (_ tokens: Int) -> Void
  ) throws {
    // The program of most loops is the last one.
    let probe = trace.map { trace in
      StateProbe(
        program: programs.count - 1, rows: TraceCollector.rows(readOut: rows, of: forest.count), onState: trace.add)
    }
    // Programs that fork end in any order.
    var byProgram = [[Loglikelihood]](repeating: [], count: programs.count)
    var logitsByProgram = [[[Float]]](repeating: [], count: programs.count)
    pass.run(forest, rows: rows, rowsAtOnce: tokensAtOnce, probe: probe, onApplication: onApplication) { readout in
      let scores = head.scores(of: targets, hidden: readout.hidden)
      byProgram[readout.program] = loglikelihoods(scores, readout)
      guard withLogits else { return }
      let all = head.logits(hidden: readout.hidden)
      logitsByProgram[readout.program] = zip(requests, forest.paths).map { request, path in
        all[places[path[request.lastContextPosition], default: 0]]
      }
    }
    for index in requests.indices {
      answers[index] = byProgram.map { $0[index] }
      if withLogits { logits[index] = logitsByProgram.map { $0[index] } }
    }
  }

  private func loglikelihoods(_ scores: [OutputHead.Score], _ readout: ForwardPass.Readout) -> [Loglikelihood] {
    var next = 0
    return zip(requests, forest.paths).map { request, path in
      let own = scores[next..<(next + request.continuation.count)]
      next += request.continuation.count
      let logprob = own.reduce(0) { $0 + $1.logprob }
      var fault = readout.faults.first(on: path).map { named($0, program: programs[readout.program]) }
      if fault == nil && !logprob.isFinite {
        fault = NumericalFault(
          kind: .nonFiniteLogits, application: nil, layer: nil, group: nil, loop: nil,
          position: request.lastContextPosition)
      }
      return Loglikelihood(
        logprob: logprob, isGreedy: own.allSatisfy(\.isArgmax), tokenCount: request.continuation.count, fault: fault)
    }
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

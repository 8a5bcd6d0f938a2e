internal import EvalCore
internal import RWKVModel

/// The requests of one batch on their way through the model.
struct ForestBatch {
  private let requests: [EncodedRequest]
  private let programs: [DepthProgram]
  private let forest: TokenForest
  /// Tokens of the forest.
  var tokens: Int { forest.count }
  /// Rows that are read out, and the place of each among them.
  private let rows: [Int32]
  private let places: [Int32: Int]
  /// Of every request, rows being places among those read out.
  private let targets: [[OutputHead.Target]]
  /// Indexed `[request][program]`; up to the exit of a request that stopped.
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
    var targets: [[OutputHead.Target]] = []
    for (request, path) in zip(requests, forest.paths) {
      var own: [OutputHead.Target] = []
      for (row, token) in zip(path.suffix(request.continuation.count), request.continuation) {
        if places[row] == nil {
          places[row] = rows.count
          rows.append(row)
        }
        own.append(OutputHead.Target(row: places[row, default: 0], token: Int(token)))
      }
      targets.append(own)
    }
    self.rows = rows
    self.places = places
    self.targets = targets
    answers = Array(repeating: [], count: requests.count)
    logits = Array(repeating: [], count: requests.count)
  }

  /// - Parameter exits: Docs that stop when their rule is met; nil for all to be read out everywhere.
  mutating func run(
    _ pass: ForwardPass, _ head: OutputHead, tokensAtOnce: Int, withLogits: Bool, trace: TraceCollector?,
    exits: ExitingDocs?, onApplication: (_ tokens: Int) throws -> Void
  ) throws {
    // The program of most loops is the last one.
    let probe = trace.map { trace in
      StateProbe(
        program: programs.count - 1, rows: TraceCollector.rows(readOut: rows, of: forest.count), onState: trace.add)
    }
    // Programs that fork end in any order.
    var byProgram = [[Loglikelihood?]](repeating: requests.map { _ in nil }, count: programs.count)
    var logitsByProgram = [[[Float]]](repeating: [], count: programs.count)
    var residuals = RowResiduals()
    var exits = exits
    try pass.run(
      forest, rows: rows, rowsAtOnce: tokensAtOnce, probe: probe, stillRead: { exits.map(places) },
      onApplication: onApplication
    ) { readout in
      let scores = scores(head, readout, goesOn: exits?.goesOn)
      let own = loglikelihoods(scores, readout, residuals.next(readout))
      trace?.add(distributions(scores), program: readout.program)
      byProgram[readout.program] = own
      exits?.look(at: own, loops: programs[readout.program].loops)
      guard withLogits else { return }
      let all = head.logits(hidden: readout.hidden)
      logitsByProgram[readout.program] = zip(requests, forest.paths).map { request, path in
        all[places[path[request.lastContextPosition], default: 0]]
      }
    }
    for index in requests.indices {
      answers[index] = byProgram.compactMap { $0[index] }
      if withLogits { logits[index] = logitsByProgram.map { $0[index] } }
    }
  }

  /// Places, among the rows read out, of those of requests that go on.
  private func places(_ exits: ExitingDocs) -> Set<Int> {
    Set(requests.indices.filter { exits.goesOn[$0] }.flatMap { targets[$0].map(\.row) })
  }

  /// Rows times layer applications that are computed where each request stops after some read-outs.
  ///
  /// - Parameters:
  ///   - readouts: Of each request.
  ///   - applications: Done when each program is read out.
  func rowApplications(readouts: [Int], applications: [Int]) -> Int {
    var (sum, rowCount, done) = (0, forest.count, 0)
    for (depth, total) in applications.enumerated() {
      if depth > 0, readouts.contains(depth) {
        let reading = requests.indices.filter { readouts[$0] > depth }.flatMap { targets[$0].map { rows[$0.row] } }
        rowCount = forest.rows(leadingTo: reading).count
      }
      sum += rowCount * (total - done)
      done = total
    }
    return sum
  }

  /// The scores of each request's targets; nil for those that have stopped.
  private func scores(
    _ head: OutputHead, _ readout: ForwardPass.Readout, goesOn: [Bool]?
  ) -> [ArraySlice<OutputHead.Score>?] {
    let rowOfPlace = Dictionary(uniqueKeysWithValues: readout.places.enumerated().map { ($1, $0) })
    let asked = requests.indices.map { goesOn?[$0] ?? true }
    let scores = head.scores(
      of: requests.indices.filter { asked[$0] }.flatMap { targets[$0] }
        .map { .init(row: rowOfPlace[$0.row, default: 0], token: $0.token) },
      hidden: readout.hidden)
    var next = 0
    return requests.indices.map { index in
      guard asked[index] else { return nil }
      defer { next += targets[index].count }
      return scores[next..<(next + targets[index].count)]
    }
  }

  /// The tokens that are scored at a place, made to sum to one, where there are two or more.
  private func distributions(_ scores: [ArraySlice<OutputHead.Score>?]) -> [Int: ChoiceDistribution] {
    var logprobs: [Int: [Int: Double]] = [:]
    for (targets, scores) in zip(targets, scores) {
      for (target, score) in zip(targets, scores ?? []) {
        logprobs[target.row, default: [:]][target.token] = score.logprob
      }
    }
    return logprobs.filter { $0.value.count > 1 }.compactMapValues { tokens in
      ChoiceDistribution(tokens.sorted { $0.key < $1.key }.map(\.value))
    }
  }

  /// Of each request; nil for those that have stopped.
  private func loglikelihoods(
    _ scores: [ArraySlice<OutputHead.Score>?], _ readout: ForwardPass.Readout, _ residuals: [Int: Double]
  ) -> [Loglikelihood?] {
    requests.indices.map { index in
      guard let own = scores[index] else { return nil }
      let (request, path) = (requests[index], forest.paths[index])
      let logprob = own.reduce(0) { $0 + $1.logprob }
      var fault = readout.faults.first(on: path).map { named($0, program: programs[readout.program]) }
      if fault == nil && !logprob.isFinite {
        fault = NumericalFault(
          kind: .nonFiniteLogits, application: nil, layer: nil, group: nil, loop: nil,
          position: request.lastContextPosition)
      }
      return Loglikelihood(
        logprob: logprob, isGreedy: own.allSatisfy(\.isArgmax), tokenCount: request.continuation.count, fault: fault,
        residual: targets[index].last.flatMap { residuals[$0.row] })
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

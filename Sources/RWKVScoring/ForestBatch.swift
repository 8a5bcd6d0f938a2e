internal import DepthStudy
internal import EvalCore
internal import RWKVModel

/// The docs of one batch on their way through the model.
struct ForestBatch {
  /// A doc that is scored, as far as its exit where a rule stopped it.
  struct ScoredDoc {
    /// Index in the batch.
    let doc: Int
    /// Indexed `[request][program]`.
    let answers: [[Loglikelihood]]
    /// Indexed `[request][program][vocabulary]`; empty unless asked for.
    let logits: [[[Float]]]
  }

  private let docs: [EncodedDoc]
  private let programs: [DepthProgram]
  /// Index of the first part of every doc, and at the end the number of parts.
  private let firstParts: [Int]
  private let parts: [EncodedRequest]
  private let forest: TokenForest
  /// Tokens of the forest.
  var tokens: Int { forest.count }
  /// Rows that are read out.
  private let rows: [Int32]
  /// Place of each among them.
  private let places: [Int32: Int]
  /// Of every part, rows being places among those read out.
  private let targets: [[OutputHead.Target]]

  init(_ docs: [EncodedDoc], sharesPrefixes: Bool, programs: [DepthProgram]) {
    self.docs = docs
    self.programs = programs
    firstParts = docs.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.parts.count) }
    parts = docs.flatMap(\.parts)
    let forest = TokenForest(parts.map(\.input), sharesPrefixes: sharesPrefixes)
    self.forest = forest
    var rows: [Int32] = []
    var places: [Int32: Int] = [:]
    var targets: [[OutputHead.Target]] = []
    for (part, path) in zip(parts, forest.paths) {
      var own: [OutputHead.Target] = []
      for (row, token) in zip(path.suffix(part.continuation.count), part.continuation) {
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
  }

  /// How it goes through, and what is looked at on the way.
  struct Course {
    let pass: ForwardPass
    let head: OutputHead
    /// Nil for all rows at once.
    var stretching: ForwardPass.Stretching?
    let withLogits: Bool
    let trace: TraceCollector?
    /// Docs that stop when it is met; nil for all to be read out everywhere.
    let exit: ExitRule?
  }

  /// Scores the docs whose answers are not known.
  ///
  /// - Parameter onDocs: Gets docs as soon as all of their requests are answered.
  func run(
    _ course: Course, onApplication: (_ rows: Int) throws -> Void, onDocs: ([ScoredDoc]) throws -> Void
  ) throws {
    // The program of most loops is the last one.
    let probe = course.trace.map { trace in
      StateProbe(
        program: programs.count - 1, rows: TraceCollector.rows(readOut: rows, of: forest.count), onState: trace.add)
    }
    var scores = BatchScores(targets: targets.map(\.count), programs: programs.count, rows: forest.count)
    var watch = course.exit.map { DocWatch($0, docs: docs.count) }
    var next = DocsByEnd(ends: docs.indices.map(lastRow))
    try course.pass.run(
      forest, rows: rows, stretching: course.stretching, probe: probe,
      stillRead: { watch.map { placesOf($0.goesOn) } }, onApplication: onApplication
    ) { readout in
      let asked = partsAsked(readout, goesOn: watch?.goesOn)
      scores.add(readout, course.head.scores(of: asked.map(\.target), hidden: readout.hidden), of: asked)
      course.trace?.add(scores.distributions(targets, asked, program: readout.program), program: readout.program)
      if course.withLogits { scores.add(course.head.logits(hidden: readout.hidden), readout, lastContextRows) }
      guard course.stretching == nil, watch != nil else { return }
      for doc in docs.indices where watch?.goesOn[doc] == true {
        watch?.look(
          at: answers(doc, readout.program, scores), of: doc, loops: programs[readout.program].loops)
      }
    } onStretch: { end in
      try onDocs(
        next.upTo(end).filter { docs[$0].knownReadouts == nil }.map { scored($0, scores, course) })
    }
  }

  /// The rows whose results are needed where some answers are known already.
  var neededRows: [Int32] {
    docs.indices.filter { docs[$0].knownReadouts == nil }.flatMap { doc in
      partsOf(doc).flatMap { targets[$0].map { rows[$0.row] } }
    }
  }

  /// Whether some docs are known.
  var isKnownInPart: Bool { docs.contains { $0.knownReadouts != nil } }

  /// The rows that it has go through an application.
  func rowCount(_ pass: ForwardPass, _ stretching: ForwardPass.Stretching?) -> Int {
    pass.rowCount(forest, stretching)
  }

  /// Rows times layer applications that are computed where each doc stops after some read-outs.
  ///
  /// - Parameters:
  ///   - readouts: Of each doc.
  ///   - applications: Done when each program is read out.
  func rowApplications(readouts: [Int], applications: [Int]) -> Int {
    var (sum, rowCount, done) = (0, forest.count, 0)
    for (depth, total) in applications.enumerated() {
      if depth > 0, readouts.contains(depth) {
        let reading = docs.indices.filter { readouts[$0] > depth }.flatMap { doc in
          partsOf(doc).flatMap { targets[$0].map { rows[$0.row] } }
        }
        rowCount = forest.rows(leadingTo: reading).count
      }
      sum += rowCount * (total - done)
      done = total
    }
    return sum
  }

  private func partsOf(_ doc: Int) -> Range<Int> { firstParts[doc]..<firstParts[doc + 1] }

  private func lastRow(_ doc: Int) -> Int {
    partsOf(doc).flatMap { targets[$0].map { Int(rows[$0.row]) } }.max() ?? 0
  }

  /// Places, among the rows read out, of those of docs that go on.
  private func placesOf(_ goesOn: [Bool]) -> Set<Int> {
    Set(docs.indices.filter { goesOn[$0] }.flatMap { doc in partsOf(doc).flatMap { targets[$0].map(\.row) } })
  }

  /// Rows of the contexts' last tokens, by part.
  private var lastContextRows: [Int?] {
    zip(parts, forest.paths).map { part, path in places[path[part.lastContextPosition]] }
  }

  /// The targets among the rows of a read-out of docs that go on.
  private func partsAsked(_ readout: ForwardPass.Readout, goesOn: [Bool]?) -> [BatchScores.Asked] {
    var rowOfPlace: [Int: Int] = [:]
    for (row, place) in readout.places.enumerated() { if let place { rowOfPlace[place] = row } }
    return docs.indices.filter { goesOn?[$0] ?? true }.flatMap { doc in
      partsOf(doc).flatMap { part in
        targets[part].indices.compactMap { index in
          rowOfPlace[targets[part][index].row].map {
            BatchScores.Asked(part: part, index: index, target: .init(row: $0, token: targets[part][index].token))
          }
        }
      }
    }
  }

  private func scored(_ doc: Int, _ scores: BatchScores, _ course: Course) -> ScoredDoc {
    var watch = course.exit.map { DocWatch($0, docs: 1) }
    var byProgram: [[Loglikelihood]] = []
    for program in programs.indices where watch?.goesOn[0] ?? true {
      let answers = answers(doc, program, scores)
      byProgram.append(answers)
      watch?.look(at: answers, of: 0, loops: programs[program].loops)
    }
    let requests = docs[doc].partsOfRequest
    return ScoredDoc(
      doc: doc, answers: requests.indices.map { request in byProgram.map { $0[request] } },
      logits: course.withLogits
        ? requests.map { parts in byProgram.indices.map { scores.logits[$0][firstParts[doc] + parts.lowerBound] } } : []
    )
  }

  /// Of every request of a doc.
  private func answers(_ doc: Int, _ program: Int, _ scores: BatchScores) -> [Loglikelihood] {
    docs[doc].partsOfRequest.map { range in
      Loglikelihood(
        ofWindows: range.map { index in
          let part = firstParts[doc] + index
          return scores.loglikelihood(
            part, programs[program], program, path: forest.paths[part],
            lastContextPosition: parts[part].lastContextPosition, lastPlace: targets[part].last?.row)
        })
    }
  }
}

/// Docs in the order in which they are answered.
private struct DocsByEnd {
  private var left: ArraySlice<(doc: Int, end: Int)>

  /// - Parameter ends: The last row of every doc.
  init(ends: [Int]) { left = ends.enumerated().map { (doc: $0, end: $1) }.sorted { $0.end < $1.end }[...] }

  /// The docs that end before a row and were not given out yet, in order.
  mutating func upTo(_ row: Int) -> [Int] {
    let own = left.prefix { $0.end < row }
    left = left.dropFirst(own.count)
    return own.map(\.doc).sorted()
  }
}

extension Loglikelihood {
  /// The answer to a request that went through the model in windows, one after another.
  fileprivate init(ofWindows windows: [Loglikelihood]) {
    self.init(
      logprob: windows.reduce(0) { $0 + $1.logprob }, isGreedy: windows.allSatisfy(\.isGreedy),
      tokenCount: windows.reduce(0) { $0 + $1.tokenCount }, fault: windows.lazy.compactMap(\.fault).first,
      residual: windows.last?.residual)
  }
}

import RWKVKernels
import SharedFixtures
import Testing

@testable import RWKVModel

/// Rows that leave a forest on the way through several programs.
@Suite struct StoppingRowsTests {
  private struct Reading {
    /// Logits by program and place; nil where a place was not read.
    var logits: [[[Float]?]]
    /// Rows of every layer application.
    var applied: [Int] = []
  }

  /// Programs one after another on each other's way, and programs that part for their coda.
  private static let subjects =
    [("demo", [2, 5, 9, 16], true), ("demo-core", [1, 2, 4, 6], false)]
    + (SharedFixtures.has("oracle") ? [("rwkv7/depth-model.safetensors", [2, 4, 6, 8], false)] : [])

  private static func programs(_ name: String, _ loops: [Int], arePrefixes: Bool) throws -> (RWKVModel, [DepthProgram])
  {
    if name.contains("/") {
      let model = try RWKVModel(Checkpoint.open(SharedFixtures.path("oracle/\(name)")))
      var configuration = DepthConfiguration()
      (configuration.groups, configuration.prelude, configuration.coda) = (2, 1, 1)
      configuration.injection.kind = .concat
      return (model, try loops.map { try configuration.program(loops: $0, for: model.inventory) })
    }
    let bundled = try BundledModel(name)
    guard arePrefixes, let last = loops.last else {
      return (bundled.model, try loops.map { try bundled.program(loops: $0) })
    }
    let whole = try bundled.program(loops: last)
    return (bundled.model, loops.compactMap { whole.prefix(loops: $0) })
  }

  private static func read(
    _ model: RWKVModel, _ programs: [DepthProgram], _ forest: TokenForest, stopping: [Int: Set<Int>]?
  ) throws -> Reading {
    let engine = Engine(threads: 2)
    let rows = try forest.paths.map { try unwrap($0.last) }
    let head = OutputHead(model, engine: engine)
    var reading = Reading(logits: programs.map { _ in rows.map { _ in nil } })
    var left = Set(rows.indices)
    try ForwardPass(model, programs: programs, engine: engine).run(
      forest, rows: rows, stillRead: { stopping == nil ? nil : left }, onApplication: { reading.applied.append($0) }
    ) { readout in
      for (place, logits) in zip(readout.places, head.logits(hidden: readout.hidden)) {
        if let place { reading.logits[readout.program][place] = logits }
      }
      left.subtract(stopping?[readout.program] ?? [])
    } onStretch: { _ in
    }
    return reading
  }

  @Test("Rows that go on are what they are among all, and rows that stopped are computed no more", arguments: subjects)
  func goingOn(name: String, loops: [Int], arePrefixes: Bool) throws {
    let (model, programs) = try Self.programs(name, loops, arePrefixes: arePrefixes)
    let forest = TokenForest(RandomSequences.make(seed: 8, count: 60, vocabulary: 300, longest: 30))
    let places = Set(forest.paths.indices)
    let stopping = [0: places.filter { $0 % 3 == 0 }, 2: places.filter { $0 % 3 == 1 && $0 > 9 }]
    let whole = try Self.read(model, programs, forest, stopping: nil)
    let stopped = try Self.read(model, programs, forest, stopping: stopping)
    for program in programs.indices {
      let gone = stopping.filter { $0.key < program }.values.reduce(into: Set()) { $0.formUnion($1) }
      for place in places {
        guard !gone.contains(place) else {
          #expect(stopped.logits[program][place] == nil)
          continue
        }
        let (a, b) = (try unwrap(stopped.logits[program][place]), try unwrap(whole.logits[program][place]))
        // The bound of layouts in ForestEngineTests.
        #expect(zip(a, b).allSatisfy { abs($0 - $1) < 3e-5 })
      }
    }
    #expect(stopped.applied.count == whole.applied.count && whole.applied.allSatisfy { $0 == forest.count })
    let left = places.filter { $0 % 3 != 0 && !($0 % 3 == 1 && $0 > 9) }
    let rows = try left.map { try unwrap(forest.paths[$0].last) }
    #expect(stopped.applied.last == forest.rows(leadingTo: rows).count)
    #expect(stopped.applied[0] == forest.count && stopped.applied[stopped.applied.count - 1] < forest.count)
  }

  @Test("When all rows have stopped nothing more is computed")
  func allStopped() throws {
    let (model, programs) = try Self.programs("demo", [2, 5, 16], arePrefixes: true)
    let forest = TokenForest(RandomSequences.make(seed: 3, vocabulary: 300))
    let reading = try Self.read(model, programs, forest, stopping: [1: Set(forest.paths.indices)])
    #expect(reading.applied.count == programs[1].applications.count)
    #expect(reading.logits[2].allSatisfy { $0 == nil })
  }

  @Test("A forest of some rows spells what is left of every sequence", arguments: 0..<20)
  func restricted(seed: Int) throws {
    let sequences = RandomSequences.make(seed: seed)
    let forest = TokenForest(sequences)
    let kept = sequences.indices.filter { $0 % 3 == 0 }
    let rows = forest.rows(leadingTo: try kept.map { try unwrap(forest.paths[$0].last) })
    let part = forest.restricted(to: rows)
    let alone = TokenForest(kept.map { sequences[$0] })
    #expect(part.tokens == alone.tokens && part.parents == alone.parents)
    for index in sequences.indices {
      let spelled = part.paths[index].map { part.tokens[Int($0)] }
      #expect(sequences[index].starts(with: spelled))
      if index % 3 == 0 { #expect(spelled == sequences[index]) }
    }
  }

  @Test("Faults of rows that moved are those of the rows that they were")
  func faults() {
    var log = FaultLog(rows: 6)
    log.restrict(to: [1, 3, 5])
    log.record([.nonFinite], row: 1, application: 4)
    log.restrict(to: [1, 2])
    log.record([.varianceOverflow], row: 1, application: 7)
    #expect(log.first(on: [0, 1, 2, 4]) == nil)
    #expect(log.first(on: [3])?.application == 4)
    #expect(log.first(on: [5])?.application == 7)
  }
}

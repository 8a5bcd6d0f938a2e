import RWKVKernels
import SharedFixtures
import Testing

@testable import RWKVModel

/// What must hold of the engine whatever the numbers are: on the bundled models, and on the oracles where they are there.
@Suite struct ForestEngineTests {
  private struct Subject {
    let model: RWKVModel
    let programs: [DepthProgram]
  }

  private static let names =
    ["demo", "demo-core"]
    + (SharedFixtures.has("oracle") ? ["rwkv7/model-bf16.pth", "rwkv7/depth-model.safetensors"] : [])

  private func subject(_ name: String) throws -> Subject {
    if !name.contains("/") {
      let bundled = try BundledModel(name)
      return Subject(model: bundled.model, programs: try [8, 16].map { try bundled.program(loops: $0) })
    }
    let model = try RWKVModel(Checkpoint.open(SharedFixtures.path("oracle/\(name)")))
    var configuration = DepthConfiguration()
    if name.contains("depth") {
      (configuration.groups, configuration.prelude, configuration.coda) = (2, 1, 1)
      configuration.injection.kind = .concat
    } else {
      configuration.groups = 4
    }
    return Subject(
      model: model, programs: try [4, 8].map { try configuration.program(loops: $0, for: model.inventory) })
  }

  /// Logits after the last token of every sequence, `[program][sequence]`.
  private func lastLogits(
    _ subject: Subject, _ sequences: [[Int32]], engine: Engine = Engine(threads: 2), sharesPrefixes: Bool = true,
    stretching: ForwardPass.Stretching? = nil
  ) throws -> [[[Float]]] {
    let forest = TokenForest(sequences, sharesPrefixes: sharesPrefixes)
    let rows = try forest.paths.map { try unwrap($0.last) }
    let head = OutputHead(subject.model, engine: engine)
    var logits = [[[Float]]](repeating: [], count: subject.programs.count)
    let pass = try ForwardPass(subject.model, programs: subject.programs, engine: engine)
    guard let stretching else {
      pass.run(forest, rows: rows) { logits[$0.program] = head.logits(hidden: $0.hidden) }
      return logits
    }
    let distinct = Array(Set(rows))
    var ofRows = [[Int32: [Float]]](repeating: [:], count: subject.programs.count)
    pass.run(forest, rows: distinct, stretching: stretching) { readout in
      for (place, own) in zip(readout.places, head.logits(hidden: readout.hidden)) {
        if let place { ofRows[readout.program][distinct[place]] = own }
      }
    }
    return ofRows.map { ofRows in rows.map { ofRows[$0] ?? [] } }
  }

  private func difference(_ a: [[[Float]]], _ b: [[[Float]]]) -> Float {
    precondition(a.count == b.count && zip(a, b).allSatisfy { $0.count == $1.count && !$0.isEmpty })
    return zip(a.joined().joined(), b.joined().joined()).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }

  @Test(arguments: names)
  func `a forest gives what each sequence gives alone`(name: String) throws {
    let subject = try subject(name)
    for seed in 0..<2 {
      let sequences = RandomSequences.make(seed: seed, count: 10, vocabulary: 300, longest: 20)
      let shared = try lastLogits(subject, sequences)
      // Measured: 1.7e-5 at worst, in logits of up to 30.
      #expect(try difference(shared, lastLogits(subject, sequences, sharesPrefixes: false)) < 3e-5)
      let alone = try sequences.map { try lastLogits(subject, [$0]) }
      let together = subject.programs.indices.map { program in alone.map { $0[program][0] } }
      #expect(difference(shared, together) < 3e-5)
    }
  }

  @Test(arguments: names)
  func `rows read out alone are what they are among all rows`(name: String) throws {
    let subject = try subject(name)
    let sequences = RandomSequences.make(seed: 4, count: 40, vocabulary: 300, longest: 40)
    let forest = TokenForest(sequences)
    let few = [0, 1, 17, forest.count / 2, forest.count - 1].map(Int32.init)
    let all = (0..<forest.count).map(Int32.init)
    let engine = Engine(threads: 2)
    let head = OutputHead(subject.model, engine: engine)
    let logits = try [few, all].map { rows in
      var logits = [[[Float]]](repeating: [], count: subject.programs.count)
      try ForwardPass(subject.model, programs: subject.programs, engine: engine).run(forest, rows: rows) {
        logits[$0.program] = head.logits(hidden: $0.hidden)
      }
      return logits
    }
    // The last application computes the rows read out alone; the bound is that of layouts above.
    #expect(difference(logits[0], logits[1].map { all in few.map { all[Int($0)] } }) < 3e-5)
  }

  @Test(arguments: names)
  func `a forest that goes through in stretches gives the same`(name: String) throws {
    let subject = try subject(name)
    let sequences = RandomSequences.make(seed: 9, count: 100, vocabulary: 300, longest: 40)
    let forest = TokenForest(sequences)
    #expect(ForestChunks(forest, blocksPerChunk: 2, rowsPerStretch: 400).stretches.count > 1)
    let engine = Engine(threads: 1)
    let whole = try lastLogits(subject, sequences, engine: engine)
    let parts = try lastLogits(subject, sequences, engine: engine, stretching: .init(rowsAtOnce: 400))
    // The bound is that of layouts above.
    #expect(difference(whole, parts) < 3e-5)
    // However it is cut, and on however many threads, not a bit is another.
    for rowsAtOnce in [1, 700, 100_000] {
      let other = try lastLogits(
        subject, sequences, engine: Engine(threads: rowsAtOnce == 1 ? 2 : 1), stretching: .init(rowsAtOnce: rowsAtOnce))
      #expect(other == parts)
    }
    let small = try lastLogits(
      subject, sequences, engine: engine, stretching: .init(rowsAtOnce: 100, blockRows: 60))
    #expect(difference(whole, small) < 3e-5)
    let needed = [3, 70].compactMap { forest.paths[$0].last }
    let some = try lastLogits(
      subject, sequences, engine: engine, stretching: .init(rowsAtOnce: 200, blockRows: 60, needed: needed))
    for program in some.indices {
      for sequence in [3, 70] { #expect(some[program][sequence] == small[program][sequence]) }
    }
    #expect(some[0].contains { $0.isEmpty }, "blocks are left out")
  }

  @Test(arguments: names)
  func `threads do not change a bit`(name: String) throws {
    let subject = try subject(name)
    // More rows than a chunk has, whose size depends on the threads.
    let sequences = RandomSequences.make(seed: 3, count: 150, vocabulary: 300, longest: 30)
    let forest = TokenForest(sequences)
    #expect(ForestChunks(forest, blocksPerChunk: 2).stretches[0].chunks.count > 1)
    #expect(ForestChunks(forest, blocksPerChunk: 2).slots > 1, "branches cross the chunks")
    let one = try lastLogits(subject, sequences, engine: Engine(threads: 1))
    for threads in [2, 3] {
      #expect(try lastLogits(subject, sequences, engine: Engine(threads: threads)) == one)
    }
  }

  @Test(arguments: names)
  func `several programs in one pass give the bits of each alone`(name: String) throws {
    let subject = try subject(name)
    let sequences = RandomSequences.make(seed: 5, count: 6, vocabulary: 300)
    let together = try lastLogits(subject, sequences)
    for (index, program) in subject.programs.enumerated() {
      #expect(try lastLogits(Subject(model: subject.model, programs: [program]), sequences) == [together[index]])
    }
    #expect(together[0] != together[1])
  }

  @Test(arguments: names)
  func `a read-out on the way is what the program that stops there gives`(name: String) throws {
    let subject = try subject(name)
    let sequences = RandomSequences.make(seed: 6, count: 12, vocabulary: 300)
    let whole = subject.programs[1]
    let depths = [1, 3, whole.applications.count - 1, whole.applications.count]
    let prefixes = depths.map(whole.prefix)
    let together = try lastLogits(Subject(model: subject.model, programs: prefixes), sequences)
    for (index, prefix) in prefixes.enumerated() {
      let alone = try lastLogits(Subject(model: subject.model, programs: [prefix]), sequences)
      #expect(difference(alone, [together[index]]) < 3e-5)
    }
    #expect(Set(together).count == depths.count)
  }

  @Test func `a program that needs a tensor which is not there is refused by name`() throws {
    let bundled = try BundledModel("demo")
    func refusal(_ change: (inout DepthConfiguration) -> Void) throws -> String {
      var configuration = DepthConfiguration()
      configuration.groups = 8
      change(&configuration)
      let program = try configuration.program(loops: 16, for: bundled.model.inventory)
      do {
        _ = try ForwardPass(bundled.model, programs: [program], engine: Engine(threads: 1))
        return "accepted"
      } catch {
        return "\(error)"
      }
    }
    let concat = try refusal { $0.injection.kind = .concat }
    #expect(
      concat.contains(
        "the depth program needs the tensor groups.0.inject.weight for layer application 0 (layer 0; group"))
    #expect(concat.contains("models/demo/model.safetensors: "))
    #expect(
      concat.hasSuffix(
        "Choose a program that fits the checkpoint (--depth-program, --injection, --sharing) or the "
          + "checkpoint that belongs to the program."))
    #expect(
      try refusal { $0.inputNorm = .everyApplication }.contains("tensor blocks.1.ln0.weight for layer application 2"))
    #expect(
      try refusal { $0.firstValue = .firstApplicationAllMix }.contains("tensor blocks.0.att.v1 for layer application 1")
    )
    #expect(try refusal { ($0.hasLoopNorm, $0.groups) = (true, 8) } == "accepted")
    let core = try BundledModel("demo-core").model
    var norms = DepthConfiguration()
    (norms.groups, norms.hasLoopNorm) = (2, true)
    let program = try norms.program(loops: 2, for: core.inventory)
    #expect { try core.check(program) } throws: {
      "\($0)".contains("needs the tensor groups.1.norm.weight for layer application 3")
    }
  }
}

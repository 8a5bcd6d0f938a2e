import RWKVModel
import Testing

@Suite struct BundledModelTests {
  @Test(arguments: [("demo", [8, 24, 128, 400]), ("demo-core", [1, 4, 16, 400])])
  func `log-probabilities of the letters equal the float64 oracle at every loop count`(
    name: String, loops: [Int]
  ) throws {
    let bundled = try BundledModel(name)
    let prompts = try bundled.prompts()
    #expect(prompts.count == 8)
    #expect(prompts.allSatisfy { $0.logprobs.keys.sorted() == loops })
    let letters = try bundled.letters()
    let forest = TokenForest(prompts.map(\.tokens))
    let rows = try forest.paths.map { try unwrap($0.last) }
    let engine = Engine(threads: 2)
    let head = OutputHead(bundled.model, engine: engine)
    let targets = prompts.indices.flatMap { row in letters.map { OutputHead.Target(row: row, token: $0) } }
    let programs = try loops.map { try bundled.program(loops: $0) }
    var readouts = 0
    try ForwardPass(bundled.model, programs: programs, engine: engine).run(forest, rows: rows) { readout in
      readouts += 1
      let count = loops[readout.program]
      let scores = head.scores(of: targets, hidden: readout.hidden)
      for (index, prompt) in prompts.enumerated() {
        let expected = try unwrap(prompt.logprobs[count])
        let own = scores[(4 * index)..<(4 * index + 4)]
        let difference = zip(own, expected).reduce(0) { max($0, abs($1.0.logprob - $1.1)) }
        // Measured: 1.5e-5 at worst.
        #expect(difference < 1e-4, "prompt \(index) at \(count) loops: \(difference)")
        let argmax = letters.firstIndex { $0 == prompt.argmax[count] }
        #expect(own.firstIndex(where: \.isArgmax).map { $0 - own.startIndex } == argmax)
        #expect(readout.faults.first(on: forest.paths[index]) == nil)
      }
    }
    #expect(readouts == loops.count)
  }

  @Test func `every check of a checkpoint passes on the bundled models`() throws {
    for (name, loops) in [("demo", 8), ("demo-core", 2)] {
      let bundled = try BundledModel(name)
      let tokens = try unwrap(bundled.prompts().first).tokens.map(Int.init)
      let findings = try ModelCheck(
        bundled.model, program: bundled.program(loops: loops), engine: Engine(threads: 2), tokens: tokens
      ).findings()
      #expect(findings.map(\.status) == Array(repeating: .pass, count: 5), "\(findings)")
    }
  }

  @Test func `the loss of a long text is that of its beginning`() throws {
    let bundled = try BundledModel("demo-core")
    let program = try bundled.program(loops: 1)
    let engine = Engine(threads: 2)
    let tokens = (0..<(TextLoss.mostTokens + 100)).map { $0 % 7 + 1 }
    let loss = try TextLoss(bundled.model, program: program, engine: engine, tokens: tokens)
    #expect(loss.losses.count == TextLoss.mostTokens - 1 && loss.mean.isFinite)
  }
}

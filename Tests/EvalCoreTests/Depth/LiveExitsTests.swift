import EvalCore
import Testing

@Suite struct LiveExitsTests {
  private static let depths = [
    ReadoutDepth(loops: 8, layerApplications: 10, flopsPerToken: 100, triedFlopsPerToken: 100),
    ReadoutDepth(loops: 16, layerApplications: 20, flopsPerToken: 200, triedFlopsPerToken: 220),
    ReadoutDepth(loops: 24, layerApplications: 30, flopsPerToken: 300, triedFlopsPerToken: 340),
  ]

  private static func manifest(_ depths: [ReadoutDepth], rule: ExitRule?) -> RunManifest {
    var manifest = RunManifest(
      toolVersion: "0", commandLine: [], startedAt: "", model: .init(name: "m", readouts: depths),
      task: .init(
        name: "mmlu", dataPath: "", dataSHA256: "", split: "test", numFewshot: 0, prompt: "", promptSHA256: "",
        contextsSHA256: "", limit: nil, subjects: [], docs: 4),
      machine: .init(processor: "", threads: 1, blas: "", simd: "", precision: "fp32"))
    manifest.exit = rule
    return manifest
  }

  private static let rule = ExitRule(criterion: .entropy, threshold: 0.5)

  /// Docs that stopped after one, one, two and three answers; only their last ones are right.
  private static let outcomes = [1, 1, 2, 3].enumerated().map { id, count in
    Outcome(
      task: "mmlu_tides", docID: id, docHash: "", promptHash: "", targetHash: "", choices: SampleOutcomes.letters,
      gold: 2,
      answers: (1...count).map { SampleOutcomes.answer($0 == count ? 2 : 1, loops: 8 * $0) })
  }

  @Test("Docs are counted by exit, and costs are means over docs with what was tried")
  func counts() throws {
    let exits = try #require(LiveExits(Self.manifest(Self.depths, rule: Self.rule), outcomes: Self.outcomes))
    #expect(exits.histogram == [2, 1, 1] && exits.total == 4)
    #expect(exits.meanApplications == 17.5)
    #expect(exits.meanFlopsPerToken == 190)
    #expect(try abs(#require(exits.savedShare) - (1 - 190.0 / 300)) < 1e-15)
  }

  @Test("Without a rule there are no exits, and without operations no cost")
  func absent() throws {
    #expect(LiveExits(Self.manifest(Self.depths, rule: nil), outcomes: Self.outcomes) == nil)
    #expect(LiveExits(Self.manifest(Self.depths, rule: Self.rule), outcomes: []) == nil)
    let bare = Self.depths.map { ReadoutDepth(loops: $0.loops, layerApplications: $0.layerApplications) }
    let exits = try #require(LiveExits(Self.manifest(bare, rule: Self.rule), outcomes: Self.outcomes))
    #expect(exits.meanFlopsPerToken == nil && exits.savedShare == nil)
  }

  @Test("A run whose docs stopped is measured at their last answers, as one read-out")
  func measured() {
    let result = RunResult(
      outcomes: Self.outcomes, of: Self.manifest(Self.depths, rule: Self.rule), tree: TaskTree(name: "mmlu"),
      completion: .finished(4))
    #expect(result.readouts == [nil])
    #expect(result.totals.map(\.tally.correct) == [4])
  }

  @Test(
    "A doc keeps all of its right answers, several or none, and its kind at its exit",
    arguments: [[1, 0], [2], []])
  func golds(golds: [Int]) {
    let doc = Outcome(
      task: "t", docID: 3, docHash: "d", promptHash: "p", targetHash: "t", choices: SampleOutcomes.letters,
      golds: golds,
      answers: [SampleOutcomes.answer(3, loops: 8), SampleOutcomes.answer(0, loops: 16)])
    #expect(doc.atExit == doc.answered(Array(doc.answers.suffix(1))))
    #expect(doc.atExit.golds == golds)
    let tally = Tally([doc.atExit], readout: 0)
    #expect(tally.total == 1 && tally.correct == (golds.contains(0) ? 1 : 0))
    let text = Outcome(
      task: "t", docID: 3, docHash: "d", promptHash: "p", targetHash: "t", outputType: .loglikelihoodRolling,
      choices: [], golds: [], words: 5, bytes: 20,
      answers: [.init(loops: 8, logprobs: [-1], isGreedy: [false], fault: nil)])
    #expect(text.atExit == text)
  }

  @Test("A run whose docs have several right answers or none is measured at their exits")
  func measuredWithSeveralGolds() {
    let outcomes = [[1, 0], [], [3]].enumerated().map { id, golds in
      Outcome(
        task: "mmlu_tides", docID: id, docHash: "", promptHash: "", targetHash: "", choices: SampleOutcomes.letters,
        golds: golds, answers: [SampleOutcomes.answer(0, loops: 8)])
    }
    let result = RunResult(
      outcomes: outcomes, of: Self.manifest(Self.depths, rule: Self.rule), tree: TaskTree(name: "mmlu"),
      completion: .finished(3))
    #expect(result.totals.map(\.tally.correct) == [1] && result.totals.map(\.tally.total) == [3])
  }

  @Test("Depths of a run whose docs stopped early are refused")
  func depths() {
    #expect(throws: DepthRunError.stoppedEarly(run: "runs/a")) {
      try DepthRun(name: "runs/a", readouts: Self.depths, outcomes: Self.outcomes)
    }
    #expect("\(DepthRunError.stoppedEarly(run: "runs/a"))".hasSuffix("Run it again without --exit."))
  }
}

import EvalCore
import Testing

@Suite struct DepthCurveTests {
  @Test("A point has accuracy, mean log-probability of the right choice, margin and the verdict of its depth")
  func points() throws {
    let run = try SampleDepths.run(
      [[[-1, -2, -3, -4], [-3, -1, -4, -5]], [[-2, -4, -5, -6], [.nan, -1, -1, -1]]], loops: [8, 16])
    let points = DepthCurve(run).points
    #expect(points.map(\.loops) == [8, 16] && points.map(\.layerApplications) == [16, 32])
    #expect(points.map(\.tally.correct) == [2, 0])
    #expect(points[0].meanGoldLogprob == -1.5 && points[0].meanMargin == 1.5)
    #expect(points[1].meanGoldLogprob == -3 && points[1].meanMargin == -2)
    #expect(points[0].verdict.status == .suspect && points[1].verdict.status == .invalid)
    #expect(points.map(\.kind) == [.exact, .exact])
  }

  @Test("Without a finite doc there is no mean")
  func broken() throws {
    let point = DepthCurve(try SampleDepths.run([[nil, 0]])).points[0]
    #expect(point.meanGoldLogprob == nil && point.meanMargin == nil && point.tally.invalid == 1)
  }

  @Test("A read-out of a program that was stopped is called a prefix")
  func prefix() throws {
    let outcome = SampleOutcomes.outcome(0, gold: 0, SampleOutcomes.answer(0), SampleOutcomes.answer(1))
    let run = try DepthRun(
      name: "runs/a",
      readouts: [
        ReadoutDepth(loops: 8, layerApplications: 8, kind: .prefix), ReadoutDepth(loops: 16, layerApplications: 16),
      ], outcomes: [outcome])
    #expect(DepthCurve(run).points.map(\.kind) == [.prefix, .exact])
  }

  @Test("Of several right choices none is the other's rival, and a doc without a wrong one has no margin")
  func severalGolds() throws {
    let docs = [
      SampleOutcomes.choices(["a", "b", "c"], golds: [2, 0], SampleOutcomes.answer([-1, -4, -2], loops: 8)),
      SampleOutcomes.choices(["a", "b"], golds: [0, 1], id: 1, SampleOutcomes.answer([-3, -2], loops: 8)),
    ].map { $0.answered([$0.answers[0], $0.answers[0]]) }
    let readouts = [8, 16].map { ReadoutDepth(loops: $0, layerApplications: $0) }
    let point = DepthCurve(try DepthRun(name: "runs/a", readouts: readouts, outcomes: docs)).points[0]
    #expect(point.meanMargin == 3 && point.meanGoldLogprob == -1.5)
  }
}

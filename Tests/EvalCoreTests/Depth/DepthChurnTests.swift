import EvalCore
import Testing

@Suite struct DepthChurnTests {
  /// Right is 0.
  static let predictions: [[Int?]] = [
    [0, 0, 0, 0], [1, 0, 0, 0], [0, 1, 0, 1], [1, 2, 3, 3], [2, 2, 2, 0], [nil, 0, nil, nil],
  ]

  @Test("Steps count docs by whether each depth is right, and those that change their prediction")
  func steps() throws {
    let churn = DepthChurn(try SampleDepths.run(Self.predictions))
    #expect(churn.steps.map(\.fromLoops) == [8, 16, 24] && churn.steps.map(\.toLoops) == [16, 24, 32])
    #expect(churn.steps.map(\.counts.wrongToRight) == [2, 1, 1])
    #expect(churn.steps.map(\.counts.rightToWrong) == [1, 1, 1])
    #expect(churn.steps.map(\.counts.both) == [1, 2, 2])
    #expect(churn.steps.map(\.changed) == [4, 3, 2])
    #expect(churn.overall.fromLoops == 8 && churn.overall.toLoops == 32)
    #expect(churn.overall.counts.wrongToRight == 2 && churn.overall.counts.rightToWrong == 1)
    #expect(churn.overall.changed == 4)
  }

  @Test("Docs settle where their last prediction begins")
  func settling() throws {
    let churn = DepthChurn(try SampleDepths.run(Self.predictions))
    #expect(churn.settled == [1, 1, 2, 2])
    #expect(churn.settled.reduce(0, +) == churn.docs)
  }

  @Test("Overthinking is being right before and wrong at the end")
  func overthinking() throws {
    let churn = DepthChurn(try SampleDepths.run(Self.predictions))
    #expect(churn.overthought == 2)
    #expect(churn.overthinkingShare == 2.0 / 6)
  }

  @Test("The p-value is McNemar's exact one")
  func pValue() throws {
    let gained = Array(repeating: [1, 0] as [Int?], count: 12) + Array(repeating: [0, 1], count: 3)
    let churn = DepthChurn(try SampleDepths.run(gained))
    // scipy 1.17.1: scipy.stats.binomtest(3, 15, 0.5).pvalue; rounding of log-gamma leaves less than 1e-12.
    #expect(abs(churn.overall.counts.pValue - 0.03515625) < 1e-12)
  }

  @Test("All p-values that are shown are corrected together, a single step's not at all")
  func corrected() throws {
    let gained = Array(repeating: [1, 1, 0] as [Int?], count: 12) + Array(repeating: [0, 0, 1], count: 3)
    let churn = DepthChurn(try SampleDepths.run(gained))
    #expect(churn.tests == 3 && churn.steps.map(\.counts.pValue)[0] == 1)
    #expect(abs(churn.steps[1].correctedPValue - 3 * 0.03515625) < 1e-11)
    #expect(abs(churn.overall.correctedPValue - 3 * 0.03515625) < 1e-11)
    let single = DepthChurn(try SampleDepths.run(gained.map { Array($0.suffix(2)) }))
    #expect(single.tests == 1 && single.overall == single.steps[0])
    #expect(single.overall.correctedPValue == single.overall.counts.pValue)
  }
}

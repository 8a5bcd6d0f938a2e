import EvalCore
import Testing

@Suite struct ExitRuleTests {
  static let loops = [8, 16, 24, 32, 40]

  static func exit(
    _ criterion: ExitCriterion, _ threshold: Double, minimum: Int = 0, patience: Int = 1, _ values: [Double?]
  ) -> Int {
    ExitRule(criterion: criterion, threshold: threshold, minimumLoops: minimum, patience: patience)
      .exit(values: values, loops: loops)
  }

  @Test("A rule stops at the first depth strictly beyond its threshold, in its own direction")
  func direction() {
    #expect(Self.exit(.entropy, 0.5, [0.9, 0.5, 0.4, 0.1, 0.1]) == 2)
    #expect(Self.exit(.margin, 0.5, [0.1, 0.5, 0.6, 0.1, 0.1]) == 2)
    #expect(Self.exit(.argmaxStable, 0, [nil, 0, 0, 1, 1]) == 3)
  }

  @Test("A rule that never fires, or only at the end, stops at the last depth")
  func never() {
    #expect(Self.exit(.kl, 0.5, [nil, 1, 1, 1, 1]) == 4)
    #expect(Self.exit(.kl, 0.5, [nil, nil, nil, nil, 0.1]) == 4)
  }

  @Test("Patience asks for read-outs in a row; a gap or a missing value begins anew")
  func patience() {
    #expect(Self.exit(.residual, 0.5, patience: 2, [0.1, 0.9, 0.1, 0.1, 0.1]) == 3)
    #expect(Self.exit(.residual, 0.5, patience: 2, [0.1, nil, 0.1, 0.1, 0.1]) == 3)
    #expect(Self.exit(.residual, 0.5, patience: 3, [0.1, 0.1, 0.9, 0.1, 0.1]) == 4)
  }

  @Test("No exit is taken before the minimum, but read-outs before it count for patience")
  func minimum() {
    #expect(Self.exit(.entropy, 0.5, minimum: 24, [0.1, 0.1, 0.1, 0.1, 0.1]) == 2)
    #expect(Self.exit(.entropy, 0.5, minimum: 20, patience: 3, [0.1, 0.1, 0.1, 0.9, 0.9]) == 2)
  }
}

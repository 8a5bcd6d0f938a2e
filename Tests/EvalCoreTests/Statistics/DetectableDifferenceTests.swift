import Testing

@testable import EvalCore

@Suite struct DetectableDifferenceTests {
  // tools/statistics_cases.py: Connor's equation solved by SciPy; the exact test has power 0.772 to 0.794 there.
  @Test(arguments: [
    (8, 100, 0.07831022117002896), (10, 40, 0.21501822626681003), (20, 200, 0.062276798776992916),
    (50, 700, 0.028252648024072433), (300, 14042, 0.003455405601976774), (2000, 14042, 0.00892181890056524),
    (40, 40, 0.43003645253361994),
  ])
  func `solves Connor's equation`(_ discordant: Int, _ docs: Int, _ expected: Double) throws {
    let found = try #require(DetectableDifference.smallest(discordant: discordant, docs: docs))
    #expect(abs(found - expected) < 1e-13)
  }

  @Test(arguments: [(0, 100), (1, 100), (7, 100), (7, 14042), (3, 3), (0, 0)])
  func `a handful of docs that differ show nothing`(_ discordant: Int, _ docs: Int) {
    #expect(DetectableDifference.smallest(discordant: discordant, docs: docs) == nil)
  }

  @Test func `the exact test finds it in about four of five repetitions`() throws {
    let (discordant, docs) = (60, 400)
    let difference = try #require(DetectableDifference.smallest(discordant: discordant, docs: docs))
    let share = Double(discordant) / Double(docs)
    var generator = SplitMix64(seed: 0)
    let found = (0..<2000).count { _ in
      var counts = PairedCounts()
      for _ in 0..<docs {
        let draw = Double.random(in: 0..<1, using: &generator)
        counts.add(
          firstRight: draw < (share - difference) / 2, secondRight: draw >= (share - difference) / 2 && draw < share)
      }
      return counts.pValue < 0.05
    }
    // 0.78 ± 5 standard errors of 0.0093.
    #expect((1460...1660).contains(found), "\(found) of 2000")
  }
}

import Testing

@testable import EvalCore

@Suite struct FixedDecimalsTests {
  @Test(arguments: [
    (0.22945449366187154, 3, "0.229"), (1.0, 0, "1"), (-0.0449, 2, "-0.04"), (-0.001, 2, "0.00"), (12.05, 3, "12.050"),
    (.nan, 2, "nan"), (-.infinity, 2, "-inf"),
  ])
  func `writes a number with its decimals`(_ value: Double, _ decimals: Int, _ text: String) {
    #expect(value.fixed(decimals) == text)
  }

  @Test func `writes a share as per cent`() {
    #expect((3222.0 / 14042).percent(3) == "22.945 %")
  }
}

import Testing

@testable import EvalPlot

@Suite struct LabelSpreadTests {
  @Test(arguments: [
    ([10.0, 50.0], [10.0, 50.0]), ([50, 50], [42, 58]), ([50, 50, 50], [34, 50, 66]), ([58, 42], [58, 42]),
    ([0, 0], [0, 16]), ([100, 100], [84, 100]), ([0, 2, 90], [0, 16, 90]), ([], []),
    ([50, 51, 52, 10], [35, 51, 67, 10]),
  ])
  func `labels are pushed apart, no farther than they must`(_ wanted: [Double], _ places: [Double]) {
    #expect(LabelSpread.places(wanted, gap: 16, from: 0, to: 100) == places)
  }

  @Test func `labels without room begin at the top`() {
    #expect(LabelSpread.places([5, 5, 5], gap: 16, from: 0, to: 20) == [0, 16, 32])
  }

  @Test(arguments: [
    ([0.0, 10, 20, 30], [8.0, 8, 8, 8], [0, 3]), ([0, 20, 40], [8, 8, 8], [0, 1, 2]),
    ([0, 5], [8, 8], [0]), ([], [], []),
    ([30, 20, 0, 10], [2, 2, 2, 2], [0, 1, 2, 3]),
  ])
  func `ticks that touch lose their labels, the ends last`(_ middles: [Double], _ widths: [Double], _ kept: [Int]) {
    #expect(LabelSpread.fitting(middles, widths: widths) == kept)
  }
}

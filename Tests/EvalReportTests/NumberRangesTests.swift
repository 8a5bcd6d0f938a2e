import Testing

@testable import EvalReport

@Suite struct NumberRangesTests {
  @Test(arguments: [
    ([4], "row 4"), ([1, 2], "rows 1, 2"), ([1, 2, 3], "rows 1 to 3"),
    ([1, 2, 5, 6, 7, 8, 10], "rows 1, 2, 5 to 8, 10"),
  ])
  func `neighbours stand together`(_ numbers: [Int], _ text: String) {
    #expect(NumberRanges(numbers, of: "row").text == text)
  }
}

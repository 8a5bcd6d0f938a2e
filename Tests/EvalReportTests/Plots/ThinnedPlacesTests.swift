import Testing

@testable import EvalReport

@Suite struct ThinnedPlacesTests {
  @Test(arguments: [
    (0, 5, []), (1, 5, [0]), (5, 5, [0, 1, 2, 3, 4]), (9, 5, [0, 2, 4, 6, 8]), (2000, 3, [0, 999, 1999]),
    (6, 5, [0, 1, 2, 3, 5]),
  ])
  func `the first and the last are always there`(count: Int, most: Int, places: [Int]) {
    #expect(ThinnedPlaces(of: count, most: most).places == places)
  }
}

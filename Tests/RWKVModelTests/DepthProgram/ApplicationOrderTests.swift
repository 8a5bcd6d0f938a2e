import RWKVModel
import Testing

@Suite struct ApplicationOrderTests {
  @Test(arguments: [
    ([0], "0"),
    ([0, 0, 0], "0³"),
    ([0, 1, 0, 1], "(0 1)²"),
    ([0, 1, 2, 1, 2, 3], "0 (1 2)² 3"),
    ([2, 2, 1, 1, 1, 0], "2² 1³ 0"),
    ([0, 0, 1, 0, 0, 1], "(0 0 1)²"),
    ([3, 1, 2], "3 1 2"),
  ])
  func `runs are written with an exponent`(schedule: [Int], expected: String) throws {
    var configuration = DepthConfiguration()
    configuration.schedule = schedule
    #expect(try configuration.program(for: LayerInventory(layers: 4)).order == expected)
  }

  @Test func `an exponent has all its digits`() throws {
    var configuration = DepthConfiguration()
    configuration.groups = 1
    #expect(try configuration.program(loops: 10_234, for: LayerInventory(layers: 1)).order == "0¹⁰²³⁴")
    #expect(try configuration.program(loops: 16_789, for: LayerInventory(layers: 1)).order == "0¹⁶⁷⁸⁹")
  }

  @Test func `a long list is cut in the middle`() throws {
    let order = try DepthConfiguration().program(for: LayerInventory(layers: 60)).order
    #expect(order.hasPrefix("0 1 2 3 4 5 6 7 8 9 10 11 … 49 50"))
    #expect(order.hasSuffix("58 59"))
  }
}

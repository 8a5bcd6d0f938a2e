import Testing

@testable import RWKVModel

@Suite struct RecurrenceTests {
  private static let inventory = LayerInventory(layers: 4)

  private static func recurrences(_ loops: Int, _ change: (inout DepthConfiguration) -> Void) throws -> [Recurrence] {
    var configuration = DepthConfiguration()
    configuration.groups = 2
    change(&configuration)
    return try configuration.program(loops: loops, for: inventory).recurrences
  }

  @Test("Groups in sequence loop one after another, each loop ending with its last layer")
  func sequence() throws {
    let found = try Self.recurrences(6) { _ in }
    #expect(found.map(\.group) == [0, 1])
    #expect(found.map(\.loopEnds) == [[1, 3, 5], [7, 9, 11]])
    #expect(found.allSatisfy { !$0.hasRecall }, "nothing is injected")
  }

  @Test(
    "What entered a group, and the embedding, are recalled; the running state is not",
    arguments: [
      (DepthConfiguration.Injection.Source.groupInput, true), (.embedding, true), (.running, false),
    ])
  func recall(source: DepthConfiguration.Injection.Source, recalls: Bool) throws {
    for place in [DepthConfiguration.Injection.Place.before, .after] {
      let found = try Self.recurrences(6) {
        $0.injection.kind = .add
        ($0.injection.source, $0.injection.place) = (source, place)
      }
      #expect(found.map(\.hasRecall) == [recalls, recalls])
    }
  }

  @Test("A cycle is one recurrence, prelude and coda are none, and one loop has nothing to recall")
  func others() throws {
    let cycle = try Self.recurrences(6) { $0.sharing = .cycle }
    #expect(cycle.map(\.loopEnds) == [[3, 7, 11]])
    let ends = try Self.recurrences(3) { ($0.groups, $0.prelude, $0.coda) = (1, 1, 1) }
    #expect(ends.map(\.loopEnds) == [[2, 4, 6]])
    #expect(try Self.recurrences(2) { $0.injection.kind = .add }.map(\.hasRecall) == [false, false])
    #expect(try DepthConfiguration().program(for: Self.inventory).recurrences.isEmpty)
  }
}

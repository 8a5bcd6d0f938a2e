@testable import RWKVModel
import Testing

@Suite struct DepthScheduleTests {
  private func cost(
    loops: [Int], layers: Int, _ change: (inout DepthConfiguration) -> Void
  ) throws -> (shared: Int, alone: [Int]) {
    var configuration = DepthConfiguration()
    change(&configuration)
    let programs = try loops.map { try configuration.program(loops: $0, for: LayerInventory(layers: layers)) }
    let schedule = DepthSchedule(programs)
    return (schedule.roots.reduce(0) { $0 + $1.applicationCount }, programs.map(\.applications.count))
  }

  @Test func `the uniform curve of 8 groups costs 2.1 passes`() throws {
    let cost = try cost(loops: [1, 2, 4, 8, 16, 32, 50].map { $0 * 8 }, layers: 8) { $0.groups = 8 }
    // Group 0 once at 50 loops, each of the seven other groups at every count.
    #expect(cost.shared == 50 + 7 * (1 + 2 + 4 + 8 + 16 + 32 + 50))
    #expect((Double(cost.shared) / 400 * 10).rounded() == 21)
  }

  @Test func `a single group and full cycles are one stem`() throws {
    #expect(try cost(loops: [1, 5, 400], layers: 1) { $0.groups = 1 }.shared == 400)
    let cycle = try cost(loops: [8, 16, 80], layers: 8) {
      $0.groups = 8
      $0.sharing = .cycle
    }
    #expect(cycle.shared == 80)
  }

  @Test func `a coda is run again for every read-out`() throws {
    let core = try cost(loops: [1, 4, 16], layers: 4) { ($0.groups, $0.prelude, $0.coda) = (1, 1, 1) }
    #expect(core.shared == 1 + 2 * 16 + 3)
  }

  @Test func `programs that carry states share nothing`() throws {
    let published = try cost(loops: [8, 16], layers: 8) { ($0.groups, $0.stateSlots) = (8, 8) }
    #expect(published.shared == published.alone.reduce(0, +))
  }

  @Test func `every program ends once, after its own applications`() throws {
    var configuration = DepthConfiguration()
    configuration.groups = 3
    configuration.injection.kind = .add
    let programs = try [3, 6, 6, 12].map { try configuration.program(loops: $0, for: LayerInventory(layers: 3)) }
    var ended: [Int: [LayerApplication]] = [:]
    func walk(_ node: DepthSchedule.Node, _ path: [LayerApplication]) {
      #expect(node.start == path.count)
      let path = path + node.applications
      for program in node.ends {
        #expect(ended[program] == nil)
        ended[program] = path
      }
      for child in node.children { walk(child, path) }
    }
    for root in DepthSchedule(programs).roots { walk(root, []) }
    for (index, program) in programs.enumerated() { #expect(ended[index] == program.applications) }
  }

  @Test func `programs with another embedding do not share, though all their applications are equal`() throws {
    let inventory = LayerInventory(layers: 2, namedGroups: .init(groups: 1, inner: 2))
    var configuration = DepthConfiguration()
    configuration.groups = 1
    configuration.appliesLastInnerOnly = true
    let normed = try configuration.program(loops: 2, for: inventory)
    configuration.inputNorm = .everyApplication
    let raw = try configuration.program(loops: 2, for: inventory)
    #expect(normed.applications == raw.applications)
    #expect(DepthSchedule([normed, raw]).roots.count == 2)
    #expect(DepthSchedule([normed, normed]).roots.count == 1)
    #expect(normed.digest != raw.digest)
  }
}

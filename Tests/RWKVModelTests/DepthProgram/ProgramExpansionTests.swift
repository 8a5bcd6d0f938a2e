import RWKVModel
import Testing

@Suite struct ProgramExpansionTests {
  private typealias Step = LayerApplication.Step

  private func program(
    layers: Int = 8, loops: Int? = nil, _ change: (inout DepthConfiguration) -> Void = { _ in }
  ) throws -> DepthProgram {
    var configuration = DepthConfiguration()
    change(&configuration)
    return try configuration.program(loops: loops, for: LayerInventory(layers: layers))
  }

  private func layers(
    _ count: Int = 8, loops: Int? = nil, _ change: (inout DepthConfiguration) -> Void
  ) throws -> [Int] {
    try program(layers: count, loops: loops, change).applications.map(\.layer)
  }

  @Test func `a plain program applies every layer once`() throws {
    let plain = try program(layers: 3)
    #expect(plain.applications.map(\.layer) == [0, 1, 2])
    #expect(plain.applications.map(\.valueResidual) == [.capture, .mix, .mix])
    #expect(plain.loops == nil)
    #expect(plain.summary == "3 layers, each once = 3 layer applications, order 0 1 2")
  }

  @Test func `400 loops of 8 groups are 0⁵⁰ 1⁵⁰ … 7⁵⁰`() throws {
    let program = try program(loops: 400) { $0.groups = 8 }
    #expect(program.applications.map(\.layer) == (0..<400).map { $0 * 8 / 400 })
    #expect(program.order == "0⁵⁰ 1⁵⁰ 2⁵⁰ 3⁵⁰ 4⁵⁰ 5⁵⁰ 6⁵⁰ 7⁵⁰")
    #expect(program.structure == "8 groups × 50 loops × 1 layer")
    #expect(program.applications[399].description.hasPrefix("layer 7; group 7 loop 49;"))
    #expect(program.loops == 400)
  }

  @Test func `a prefix stops after some applications and counts the loops that are complete`() throws {
    let whole = try program(layers: 6, loops: 6) {
      $0.groups = 2
      ($0.prelude, $0.coda) = (1, 1)
    }
    #expect(whole.applications.map(\.layer) == [0, 1, 2, 1, 2, 1, 2, 3, 4, 3, 4, 3, 4, 5])
    #expect([1, 2, 3, 4, 7, 12, 13].map { whole.prefix($0).loops } == [0, 0, 1, 1, 3, 5, 6])
    #expect(whole.prefix(4).applications == Array(whole.applications.prefix(4)))
    #expect(whole.prefix(4).structure == "first 4 layer applications of \(whole.structure)")
    #expect(whole.prefix(14) == whole)
    #expect(try program(layers: 3).prefix(2).loops == nil)
    let cycle = try program(layers: 4, loops: 12) {
      $0.groups = 4
      $0.sharing = .cycle
    }
    #expect(cycle.prefix(loops: 5)?.applications.map(\.layer) == [0, 1, 2, 3, 0])
    #expect(cycle.prefix(7).loops == 7)
    #expect(cycle.prefix(loops: 13) == nil && cycle.prefix(loops: 0) == nil)
  }

  @Test func `a group of several layers applies them in order in every loop`() throws {
    #expect(try layers(4, loops: 4) { $0.groups = 2 } == [0, 1, 0, 1, 2, 3, 2, 3])
    #expect(try program(layers: 4, loops: 4) { $0.groups = 2 }.order == "(0 1)² (2 3)²")
  }

  @Test func `cycle runs all layers in turn, and counts the loops of its groups`() throws {
    let expected = (0..<400).map { $0 % 8 }
    for (groups, loops) in [(8, 400), (1, 50), (4, 200)] {
      let cycle = try program(loops: loops) {
        $0.groups = groups
        $0.sharing = .cycle
      }
      #expect(cycle.applications.map(\.layer) == expected)
      #expect(cycle.order == "(0 1 2 3 4 5 6 7)⁵⁰")
      #expect(cycle.loops == loops)
    }
    #expect(try layers(loops: 50) { $0.groups = 1 } == expected)
  }

  @Test func `cycle-rev reverses the last round`() throws {
    let reversed = try layers(3, loops: 9) {
      $0.groups = 3
      $0.sharing = .cycleReverse
    }
    #expect(reversed == [0, 1, 2, 0, 1, 2, 2, 1, 0])
  }

  @Test func `prelude and coda run once around the core`() throws {
    let program = try program(layers: 4, loops: 3) {
      $0.groups = 1
      $0.prelude = 1
      $0.coda = 1
    }
    #expect(program.applications.map(\.layer) == [0, 1, 2, 1, 2, 1, 2, 3])
    #expect(program.order == "0 (1 2)³ 3")
    #expect(program.applications.map(\.group) == [nil, 0, 0, 0, 0, 0, 0, nil])
    #expect(program.structure == "prelude of 1, coda of 1, 1 group × 3 loops × 2 layers")
  }

  @Test func `listed groups are looped as they are listed, in a cycle too`() throws {
    func program(_ sharing: DepthConfiguration.Sharing) throws -> [Int] {
      try layers(4, loops: 4) {
        $0.groupLayers = [[2, 0], [3]]
        $0.sharing = sharing
      }
    }
    #expect(try program(.sequence) == [2, 0, 2, 0, 3, 3])
    #expect(try program(.cycle) == [2, 0, 3, 2, 0, 3])
  }

  @Test func `the last inner layer alone is applied in a cycle too`() throws {
    func program(_ sharing: DepthConfiguration.Sharing) throws -> [Int] {
      try layers(4, loops: 4) {
        $0.groups = 2
        $0.appliesLastInnerOnly = true
        $0.sharing = sharing
      }
    }
    #expect(try program(.sequence) == [1, 1, 3, 3])
    #expect(try program(.cycle) == [1, 3, 1, 3])
  }

  @Test func `an explicit program without groups names layers of the checkpoint`() throws {
    let program = try program(layers: 4) {
      $0.schedule = [1, 2, 2, 1]
      $0.prelude = 1
      $0.coda = 1
    }
    #expect(program.applications.map(\.layer) == [0, 1, 2, 2, 1, 3])
    #expect(program.applications.map(\.loop) == [nil, 0, 0, 1, 1, nil])
  }

  @Test func `steps stand where source, place, start and norm put them`() throws {
    struct Case {
      let source: DepthConfiguration.Injection.Source
      let place: DepthConfiguration.Injection.Place
      let zeros: Bool
      let before: [[Step]]
      let after: [Step]
    }
    let cases = [
      Case(
        source: .groupInput, place: .before, zeros: false, before: [[.rememberSource, .add], [.add]], after: []),
      Case(
        source: .groupInput, place: .before, zeros: true, before: [[.rememberSource, .zeroHidden, .add], [.add]],
        after: []),
      Case(
        source: .running, place: .after, zeros: false, before: [[.rememberSource], [.rememberSource]], after: [.add]),
      Case(source: .groupInput, place: .after, zeros: false, before: [[.rememberSource], []], after: [.add]),
    ]
    for one in cases {
      let program = try program(layers: 2, loops: 4) {
        $0.groups = 2
        $0.injection.kind = .add
        $0.injection.source = one.source
        $0.injection.place = one.place
        $0.startsFromZeros = one.zeros
        $0.hasLoopNorm = true
      }
      #expect(program.applications.map(\.before) == one.before + one.before)
      #expect(program.applications.map(\.after) == [0, 0, 1, 1].map { one.after + [.groupNorm($0)] })
    }
  }

  @Test func `the embedding is remembered once, before everything`() throws {
    let program = try program(layers: 4, loops: 2) {
      $0.groups = 1
      $0.prelude = 1
      $0.injection.kind = .add
      $0.injection.source = .embedding
    }
    #expect(program.applications.map(\.before) == [[.rememberSource], [.add], [], [], [.add], [], []])
  }

  @Test(arguments: [false, true])
  func `a concatenation uses its group's matrix, or the adapter that all share`(isShared: Bool) throws {
    var configuration = DepthConfiguration()
    configuration.groups = 2
    configuration.injection.kind = .concat
    let program = try configuration.program(
      loops: 2, for: LayerInventory(layers: 2, hasSharedAdapter: isShared))
    let expected: [LayerApplication.ConcatWeights] = isShared ? [.shared, .shared] : [.group(0), .group(1)]
    #expect(program.applications.map { $0.before.last } == expected.map { .concat($0, normed: false) })
  }

  @Test func `a group is injected once a loop, before its first layer and after its last`() throws {
    for place in DepthConfiguration.Injection.Place.allCases {
      let program = try program(layers: 2, loops: 2) {
        $0.groups = 1
        $0.injection.kind = .add
        $0.injection.place = place
      }
      let isBefore = program.applications.map { $0.before.contains(.add) }
      let isAfter = program.applications.map { $0.after.contains(.add) }
      #expect(isBefore == (place == .before ? [true, false, true, false] : [false, false, false, false]))
      #expect(isAfter == (place == .after ? [false, true, false, true] : [false, false, false, false]))
    }
  }

  @Test func `layer 0 captures v_first once and never mixes afterwards`() throws {
    let program = try program(layers: 2, loops: 4) { $0.groups = 2 }
    #expect(program.applications.map(\.valueResidual) == [.capture, .own, .mix, .mix])
    #expect(program.applications.allSatisfy { $0.stateSlot == nil })
    #expect(program.isCausal)
  }

  @Test func `reused state slots make a program that is not causal, and say so`() throws {
    func program(_ loops: Int) throws -> DepthProgram {
      try self.program(layers: 2, loops: loops) {
        $0.groups = 2
        $0.stateSlots = 2
      }
    }
    #expect(try program(2).isCausal)
    #expect(try program(2).notes.isEmpty)
    #expect(try !program(4).isCausal)
    #expect(try program(4).applications.map(\.stateSlot) == [0, 1, 0, 1])
    #expect(try program(4).notes.first?.hasPrefix("not causal: 2 sequence-wise states") == true)
  }

  @Test(arguments: [(15, true), (16, false), (80, false), (81, true)])
  func `loop counts outside the training range are noted`(loops: Int, isNoted: Bool) throws {
    let program = try program(layers: 1, loops: loops) {
      $0.groups = 1
      $0.loopsTrained = 16...80
    }
    #expect(program.notes == (isNoted ? ["\(loops) loops lie outside those seen in training (16 to 80)"] : []))
  }
}

import RWKVModel
import Testing

@Suite struct ProgramErrorTests {
  private func refusal(
    loops: Int? = nil, layers: Int = 8, _ change: (inout DepthConfiguration) -> Void
  ) -> String {
    var configuration = DepthConfiguration()
    change(&configuration)
    do {
      let program = try configuration.program(loops: loops, for: LayerInventory(layers: layers))
      return "accepted: \(program.summary)"
    } catch {
      return "\(error)"
    }
  }

  @Test func `loops that groups cannot share name the nearest counts`() {
    #expect(
      refusal(loops: 401) { $0.groups = 8 }
        == "--loops 401 cannot be shared evenly by --groups 8. --loops is the total over all groups; the nearest valid "
        + "count is 400 or 408.")
    #expect(refusal(loops: 3) { $0.groups = 8 }.hasSuffix("the nearest valid count is 8."))
    #expect(refusal(loops: -9) { $0.groups = 8 }.hasSuffix("the nearest valid count is 8."))
    #expect(
      refusal {
        $0.groups = 8
        $0.loops = 0
        $0.origin = "c.json"
      }.hasPrefix("c.json: a total of 0 loops cannot be shared evenly by --groups 8"))
  }

  @Test(arguments: [3, 0, -1, 16])
  func `groups that do not divide the layers name those that do`(groups: Int) {
    #expect(
      refusal(loops: 48) { $0.groups = groups }
        == "--groups \(groups) does not divide the 8 layers to be looped (checkpoint of 8 layers, prelude 0, coda 0). "
        + "Use --groups with one of 1, 2, 4, 8.")
  }

  @Test func `a loop count without groups asks for them`() {
    #expect(
      refusal(loops: 8) { _ in }
        == "a loop count is given, but the plain RWKV-7 program does not say into how many groups the 8 layers are "
        + "split. Add --groups N with N one of 1, 2, 4, 8; --groups 1 cycles through all layers.")
  }

  @Test func `groups without a loop count ask for it`() {
    #expect(
      refusal { $0.groups = 4 }
        == "the plain RWKV-7 program does not say how many loops to run. Add --loops N, a multiple of 4.")
  }

  @Test(arguments: [(4, 4), (8, 0), (-1, 0), (0, -1), (Int.max, 1), (1, Int.max)])
  func `ends that leave no core are refused`(prelude: Int, coda: Int) {
    let message = refusal(loops: 8) {
      $0.groups = 1
      $0.prelude = prelude
      $0.coda = coda
    }
    #expect(
      message
        == "the plain RWKV-7 program: a prelude of \(prelude) and a coda of \(coda) layers leave nothing to loop of a "
        + "checkpoint of 8 layers. Their sum must be at most 7.")
  }

  @Test(arguments: [100_000_000, Int.max / 8 * 8])
  func `a program that would fill memory is refused`(loops: Int) {
    #expect(
      refusal(loops: loops) { $0.groups = 8 }
        == "--loops \(loops) of up to 1 layers are more than 20000 layer applications. Ask for fewer loops.")
  }

  @Test func `lists of layers and groups are checked`() {
    #expect(refusal { $0.schedule = [] }.contains("an explicit program without loops. List at least one"))
    #expect(
      refusal { $0.schedule = [0, 8] }.contains(
        "layer 8 cannot be looped; between prelude and coda the checkpoint has layers 0 to 7. Name layers that are there"
      ))
    let prelude = refusal {
      $0.schedule = [0]
      $0.prelude = 1
    }
    #expect(prelude.contains("layer 0 cannot be looped; between prelude and coda the checkpoint has layers 1 to 7"))
    let groups = refusal {
      $0.schedule = [0, 4]
      $0.groups = 4
    }
    #expect(groups.contains("the explicit program names group 4, but there are groups 0 to 3. Name groups that are"))
    #expect(refusal(loops: 2) { $0.groupLayers = [[0], []] }.contains("a group without layers. Name at least one"))
    #expect(refusal(loops: 2) { $0.groupLayers = [] }.contains("a group without layers"))
    #expect(refusal(loops: 2) { $0.groupLayers = [[0, -1]] }.contains("layer -1 cannot be looped"))
    let counts = refusal(loops: 2) {
      $0.groupLayers = [[0], [1]]
      $0.groups = 3
    }
    #expect(
      counts.contains("3 groups are asked for, but the plain RWKV-7 program lists the layers of 2. Leave --groups"))
  }

  @Test func `another number of loops than the list has is refused`() {
    #expect(
      refusal(loops: 4) { $0.schedule = [0, 1] }
        == "--loops 4, but the plain RWKV-7 program is an explicit program of 2 loops. Leave --loops out, or give "
        + "--loops 2.")
  }

  @Test func `choices that contradict each other are refused`() {
    let zeros = refusal(loops: 8) {
      $0.groups = 8
      $0.startsFromZeros = true
    }
    #expect(zeros.contains("every group starts from zeros and nothing is injected"))
    let norm = refusal(loops: 8) {
      $0.groups = 8
      $0.injection.kind = .add
      $0.injection.norm = .layerNorm
    }
    #expect(norm.contains("the norm of an injection belongs to concat, but the injection is add"))
    let cycle = refusal {
      $0.schedule = [0]
      $0.sharing = .cycle
    }
    #expect(cycle.contains("an explicit program cannot be shared as cycle"))
    #expect(refusal(loops: 8) { $0.sharing = .explicit }.contains("an explicit program without its list"))
    #expect(refusal(loops: 8) { ($0.groups, $0.stateSlots) = (8, 0) }.contains("0 state slots. Give at least 1"))
  }
}

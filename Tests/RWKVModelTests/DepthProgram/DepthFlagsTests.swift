import RWKVModel
import Testing

@Suite struct DepthFlagsTests {
  private let looped = #"{"num_hidden_layers": 16, "num_hidden_groups": 8, "injection_type": "add"}"#

  private func text(_ layers: Int = 8, _ change: (inout DepthFlags) -> Void) throws -> ConfigurationText {
    var text = try ConfigurationText(layers)
    change(&text.flags)
    return text
  }

  @Test func `flags override the file, and every override is told`() throws {
    let text = try text {
      $0.groups = 2
      $0.sharing = .cycle
      $0.injection = DepthConfiguration.Injection.Kind.none
      $0.prelude = 1
      $0.coda = 1
    }
    let resolved = try text.resolved(looped)
    let overrides = resolved.overrides.map { $0.replacing(#/\(.*config.json: /#, with: "(") }
    #expect(
      overrides == [
        "--groups 2 (8)", "--sharing cycle (sequence)", "--injection none (add)", "--prelude 1 (0)", "--coda 1 (0)",
      ])
    #expect(try text.program(looped, loops: 4).order == "0 (1 2 3 4 5 6)² 7")
  }

  @Test func `a flag that repeats the file is no override`() throws {
    let text = try text {
      $0.groups = 8
      $0.injection = .add
    }
    #expect(try text.resolved(looped).overrides.isEmpty)
  }

  @Test func `prelude and coda leave the groups the layers between them`() throws {
    let text = try text(10) {
      $0.groups = 4
      $0.prelude = 1
      $0.coda = 1
    }
    #expect(try text.program(nil, loops: 8).order == "0 (1 2)² (3 4)² (5 6)² (7 8)² 9")
    #expect(
      try self.text(9, { ($0.groups, $0.prelude, $0.coda) = (4, 1, 1) }).refusal(nil, loops: 8)
        == "--groups 4 does not divide the 7 layers to be looped (checkpoint of 9 layers, prelude 1, coda 1). Use "
        + "--groups with one of 1, 7.")
  }

  @Test func `running a plain checkpoint in loops is called an experiment`() throws {
    let text = try text { $0.groups = 8 }
    #expect(try text.resolved(nil, isLooped: true).notes.first?.contains("an experiment") == true)
    #expect(try text.resolved(looped).notes.isEmpty)
  }

  @Test func `a list of layers is a program`() throws {
    let text = try text { $0.program = "0,0,7,3" }
    #expect(try text.program(nil).applications.map(\.layer) == [0, 0, 7, 3])
    #expect(try text.program(looped).order == "0² 7 3")
    #expect(
      try text.resolved(looped).overrides.first?.hasPrefix("--depth-program 0,0,7,3 replaces the program") == true)
  }

  @Test func `plain leaves the file's program out`() throws {
    let text = try text { $0.program = "plain" }
    #expect(try text.program(looped) == ConfigurationText().program(nil))
  }

  private static let wrong: [(flag: String, message: String)] = [
    ("0,1,8", "--depth-program 0,1,8: layer 8 cannot be looped"),
    ("0,,1", "--depth-program 0,,1: not a list of whole numbers. Write 2,1,5"),
    ("rwkv-dr-0615:2,x", "--depth-program rwkv-dr-0615:2,x: not a list of whole numbers"),
    ("rwkv-dr-0615:2,0", "rwkv-dr-0615: 0 repeats of group 1, but there are groups 0 to 7"),
    ("rwkv-dr-0615:1,1,1,1,1,1,1,1,1", "1 repeats of group 8"),
    ("rwkv-dr-0615:1,999999999999", "Give a count from 1 to 20000"),
    ("rwkv-dr-train:2", "--depth-program rwkv-dr-train:2: the preset rwkv-dr-train takes no repeats"),
    ("rwkv-dr", "--depth-program \"rwkv-dr\" is not known. Known: rwkv-dr-train, rwkv-dr-published, rwkv-dr-0614, "),
    ("nowhere.json", "--depth-program \"nowhere.json\" is not known"),
    (":", "--depth-program \":\" is not known"),
    ("", "--depth-program : not a list of whole numbers"),
  ]

  @Test(arguments: wrong.indices)
  func `a wrong --depth-program is refused`(index: Int) throws {
    let (flag, message) = Self.wrong[index]
    let refusal = try text { $0.program = flag }.refusal(nil)
    #expect(refusal.contains(message), "\(refusal)")
  }

  @Test func `a file without a depth program is refused`() throws {
    var text = try ConfigurationText()
    text.flags.program = try text.file(#"{"num_hidden_layers": 8}"#)
    #expect(text.refusal(nil).contains("the file describes no depth program. Give it a \"depth_program\" object"))
  }

  @Test func `flags of loops without loops are refused, not ignored`() throws {
    #expect(
      try text { $0.prelude = 1 }.refusal(nil)
        == "--prelude means nothing to the plain RWKV-7 program, which loops no layers. Add --loops N and --groups N.")
    #expect(try text { $0.coda = 1 }.refusal(nil).hasPrefix("--coda means nothing"))
    #expect(try text { $0.injection = .add }.refusal(nil).hasPrefix("--injection means nothing"))
    #expect(try text { $0.sharing = .sequence }.refusal(nil).hasPrefix("--sharing means nothing"))
    #expect(try text { $0.groups = 4 }.refusal(nil).contains("Add --loops N, a multiple of 4"))
    #expect(try text { $0.sharing = .cycle }.refusal(nil).contains("Add --loops N, a multiple of 1"))
  }

  @Test func `an explicit program takes no other sharing`() throws {
    let refusal = try text {
      $0.program = "0,1"
      $0.sharing = .cycle
      $0.groups = 1
    }.refusal(nil)
    #expect(refusal.hasPrefix("--sharing cycle, but --depth-program 0,1 is an explicit program"))
  }

  @Test func `a checkpoint of named groups needs a program`() throws {
    let text = try ConfigurationText(8, named: .init(groups: 8, inner: 1))
    #expect(text.refusal(nil, loops: 8).contains("Add --depth-program with one of rwkv-dr-train, rwkv-dr-published"))
  }
}

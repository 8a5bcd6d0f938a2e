import RWKVModel
import SharedFixtures
import Testing

@Suite struct DepthConfigurationFileTests {
  /// An ALBERT-like configuration of 8 groups, with fields of other people.
  private func albert(_ inner: String, loops: String = "16", groups: String = "8") -> String {
    """
    {"model_type": "albert", "architectures": ["X"], "hidden_size": 96, "schedule_type": 3, "num_hidden_layers": \(loops),
     "num_hidden_groups": \(groups), "inner_group_num": 1, "hidden_dropout_prob": 0.5, "depth_program": \(inner)}
    """
  }

  @Test func `other people's fields are left alone`() throws {
    let program = try ConfigurationText().program(albert("null"))
    #expect(program.order == "0² 1² 2² 3² 4² 5² 6² 7²")
    #expect(program.loops == 16)
    #expect(program.applications.allSatisfy { $0.before.isEmpty && $0.after.isEmpty })
  }

  @Test func `a plain configuration is the plain program`() throws {
    let text = try ConfigurationText(4)
    #expect(try text.program(#"{"num_hidden_layers": 4, "intermediate_size": 512}"#) == text.program(nil))
    #expect(try text.program(#"{"num_hidden_layers": 4, "num_hidden_groups": null}"#) == text.program(nil))
    #expect(
      text.refusal(#"{"num_hidden_layers": 5}"#)
        == "config.json: num_hidden_layers is 5, but the checkpoint has 4 layers. Correct the file, or take the "
        + "checkpoint that belongs to it.")
  }

  @Test func `Huginn's fields give prelude, core and coda`() throws {
    let huginn = """
      {"n_layers_in_prelude": 1, "n_layers_in_recurrent_block": 2, "n_layers_in_coda": 1, "mean_recurrence": 5,
       "injection_type": "linear"}
      """
    let program = try ConfigurationText(4).program(huginn)
    #expect(program.order == "0 (1 2)⁵ 3")
    #expect(program.applications[1].before == [.rememberSource, .concat(.group(0), normed: false)])
    #expect(try ConfigurationText(4).program(huginn, loops: 2).order == "0 (1 2)² 3")
    #expect(
      try ConfigurationText(5).refusal(huginn)
        == "config.json: 1 groups of 2 layers, prelude 1 and coda 1 make 4 layers, but the checkpoint has 5. Correct "
        + "num_hidden_groups, inner_group_num or the checkpoint beside it.")
  }

  @Test func `a schedule, repeats and listed groups are read`() throws {
    let text = try ConfigurationText()
    #expect(try text.program(albert(#"{"schedule": [0, 7, 7]}"#, loops: "3")).order == "0 7²")
    #expect(try text.program(albert(#"{"sharing": "explicit", "schedule": [1, 0]}"#, loops: "2")).order == "1 0")
    let repeats = albert(#"{"sharing": "explicit", "repeats": {"0": 2, "5": 3}}"#, loops: "11")
    #expect(try text.program(repeats).order == "0² 1 2 3 4 5³ 6 7")
    let layers = #"{"num_hidden_layers": 4, "depth_program": {"group_layers": [[0, 2], [1]]}}"#
    #expect(try text.program(layers).order == "(0 2)² 1²")
  }

  @Test func `the inner object alone is a depth program`() throws {
    var text = try ConfigurationText()
    text.flags.program = try text.file(#"{"sharing": "cycle", "injection": {"type": "add", "place": "after"}}"#)
    text.flags.groups = 8
    let program = try text.program(nil, loops: 16)
    #expect(program.order == "(0 1 2 3 4 5 6 7)²")
    #expect(program.applications[7].after == [.add])
    text.flags.program = try text.file(#"{"loop_norm": "layer_norm"}"#)
    #expect(try text.program(nil, loops: 8).applications[0].after == [.groupNorm(0)])
  }

  private static let wrong: [(inner: String, message: String)] = [
    (#"{"shraing": "cycle"}"#, #"unknown key "shraing" in depth_program. Did you mean "sharing"? Known: sharing, "#),
    (#"{"injection": {"tpye": "add"}}"#, #"unknown key "tpye" in depth_program.injection. Did you mean "type"?"#),
    (#"{"loops_trained": {"minimum": 1}}"#, #"unknown key "minimum" in depth_program.loops_trained"#),
    (#"{"sharing": "Sequence"}"#, #"depth_program.sharing is "Sequence". Use one of: sequence, cycle, cycle-rev, "#),
    (#"{"sharing": 3}"#, "depth_program.sharing is 3. Use one of"),
    (#"{"injection": "add"}"#, #"depth_program.injection is "add". Write "injection": {…}"#),
    (#"{"injection": {"type": "gate"}}"#, #"depth_program.injection.type is "gate". Use one of: none, add, concat"#),
    (#"{"injection": {"source": "h"}}"#, "depth_program.injection.source is \"h\". Use one of: group_input, embedding"),
    (#"{"injection": {"place": true}}"#, "depth_program.injection.place is true. Use one of: before, after"),
    (#"{"state_init": 0}"#, "depth_program.state_init is 0. Use one of: group_input, zeros"),
    (#"{"input_norm": "once"}"#, #"depth_program.input_norm is "once". Use one of: first_only, "#),
    (#"{"v_first": "no"}"#, #"depth_program.v_first is "no". Use one of: first_application, "#),
    (#"{"loop_norm": "rms_norm"}"#, #"depth_program.loop_norm is "rms_norm". Use one of: none, layer_norm"#),
    (#"{"inner_chain": "last"}"#, #"depth_program.inner_chain is "last". Use one of: all, last_only"#),
    (#"{"seq_state": "mod:0"}"#, #"depth_program.seq_state is "mod:0". Use "per_application" or "mod:<slots>""#),
    (#"{"seq_state": 8}"#, "depth_program.seq_state is 8. Write a text in quotes"),
    (#"{"version": 2}"#, "depth_program.version is 2. This program knows version 1"),
    (#"{"version": true}"#, "depth_program.version is true. Write a whole number"),
    (#"{"preset": 7}"#, "depth_program.preset is 7. Write a text in quotes"),
    (#"{"preset": "rwkv-dr"}"#, #"depth_program.preset "rwkv-dr" is not known. Known: rwkv-dr-train, "#),
    (#"{"preset": "rwkv-dr-train", "repeats": {"0": 2}}"#, "repeats means nothing to the preset rwkv-dr-train"),
    (#"{"preset": "rwkv-dr-0615", "repeats": {"8": 2}}"#, "2 repeats of group 8, but there are groups 0 to 7"),
    (#"{"sharing": "explicit", "repeats": {"0": 0}}"#, "depth_program.repeats: 0 repeats of group 0, but"),
    (#"{"sharing": "explicit", "repeats": {"0": 999999999}}"#, "Give a count from 1 to 20000 for groups"),
    (
      #"{"sharing": "explicit", "repeats": {"x": 1}}"#,
      #"depth_program.repeats is {"x": 1}. Write {"<group>": <count>}"#
    ),
    (#"{"sharing": "explicit", "repeats": [1]}"#, "depth_program.repeats is [1]. Write {"),
    (#"{"sharing": "explicit"}"#, "neither schedule nor repeats says in which order groups run. Add \"schedule\""),
    (#"{"sharing": "cycle", "schedule": [0]}"#, "config.json: num_hidden_layers"),
    (#"{"schedule": "0,1"}"#, #"depth_program.schedule is "0,1". Write a list in brackets"#),
    (#"{"schedule": [0, "1"]}"#, #"depth_program.schedule is [0, "1"]. Write a list such as [0, 0, 1]"#),
    (#"{"schedule": [0, -1]}"#, "depth_program.schedule is [0, -1]"),
    (#"{"schedule": [0.5]}"#, "depth_program.schedule is [0.5]"),
    (#"{"schedule": [0, 1], "repeats": {"0": 1}}"#, "depth_program has both schedule and repeats"),
    (#"{"schedule": [0, 1]}"#, "the explicit program has 2 loops, but num_hidden_layers is 16"),
    (#"{"group_layers": [0, 1]}"#, "depth_program.group_layers is [0, 1]. Write a list in brackets"),
    (#"{"group_layers": [[0]]}"#, "num_hidden_groups is 8, but depth_program.group_layers has 1 groups"),
    (#"{"loops_trained": {"min": 4}}"#, #"depth_program.loops_trained is {"min": 4}. Write {"min": 4, "max": 24}"#),
    (#"{"loops_trained": {"min": 9, "max": 4}}"#, "depth_program.loops_trained is"),
    (#"{"loops_trained": 4}"#, "depth_program.loops_trained is 4"),
    ("[]", #"config.json: depth_program is []. Write "depth_program": {…}"#),
    ("7", "config.json: depth_program is 7"),
  ]

  @Test(arguments: wrong.indices)
  func `a wrong field of depth_program is an error that says what, where and what to write`(index: Int) throws {
    let (inner, message) = Self.wrong[index]
    let expected = message.hasPrefix("config.json: num_hidden_layers") ? "but its sharing is cycle" : message
    let refusal = try ConfigurationText().refusal(albert(inner))
    #expect(refusal.contains(expected), "\(inner): \(refusal)")
    #expect(refusal.contains("config.json: ") || refusal.contains("rwkv-dr-0615: "), "\(refusal)")
  }

  private static let wrongTop: [(text: String, message: String)] = [
    (
      #"{"num_hidden_groups": "8", "num_hidden_layers": 8}"#,
      #"num_hidden_groups is "8". Write a whole number from 0 to"#
    ),
    (#"{"num_hidden_groups": 8, "num_hidden_layers": 1.5}"#, "num_hidden_layers is 1.5"),
    (#"{"num_hidden_groups": 8, "num_hidden_layers": -8}"#, "num_hidden_layers is -8"),
    (#"{"num_hidden_groups": true, "num_hidden_layers": 8}"#, "num_hidden_groups is true"),
    (#"{"num_hidden_layers": "8"}"#, #"num_hidden_layers is "8""#),
    (#"{"num_hidden_groups": 8, "num_hidden_layers": 0}"#, "a total of 0 loops cannot be shared evenly"),
    (#"{"num_hidden_groups": 0, "num_hidden_layers": 8}"#, "--groups 0 does not divide the 8 layers"),
    (#"{"num_hidden_groups": 8, "mean_recurrence": 1e99}"#, "mean_recurrence is 1e+99"),
    (
      #"{"num_hidden_groups": 8, "mean_recurrence": 1000000000}"#,
      "a total of 8000000000 loops of up to 1 layers are more"
    ),
    (
      #"{"num_hidden_groups": 8, "inner_group_num": 2, "num_hidden_layers": 8}"#,
      "make 16 layers, but the checkpoint has"
    ),
    (#"{"n_layers_in_prelude": "1", "num_hidden_groups": 1}"#, #"n_layers_in_prelude is "1""#),
    (
      #"{"n_layers_in_prelude": 1, "num_hidden_layers": 7}"#, "does not say into how many groups the 7 layers are split"
    ),
    (
      #"{"n_layers_in_recurrent_block": 5, "num_hidden_groups": 2, "num_hidden_layers": 2}"#,
      "2 groups cannot share evenly"
    ),
    (
      #"{"num_hidden_groups": 8, "num_hidden_layers": 8, "injection_type": "add", "depth_program": {"injection": {"type": "none"}}}"#,
      "injection_type is add, but depth_program.injection.type is none. Leave one of them out"
    ),
    (#"{"num_hidden_groups": 8, "num_hidden_layers": 8, "injection_type": "gate"}"#, #"injection_type is "gate""#),
    (#"{"depth_program": {"sharing": "sequence"}}"#, "does not say into how many groups"),
    (#"{"num_hidden_layers": 8"#, "config.json:1:24: not valid JSON: \",\" or \"}\" is expected. Close the object"),
    (#"{"num_hidden_layers": 8, "num_hidden_layers": 9}"#, "the key \"num_hidden_layers\" is there twice. Keep one"),
    ("[8]", "config.json: not a JSON object. Start the file with {"),
    ("", "config.json:1:1: not valid JSON: a value is missing"),
    (String(repeating: " ", count: 300_000), "config.json: has 300000 bytes, and a configuration at most 262144"),
  ]

  @Test(arguments: wrongTop.indices)
  func `a wrong field at the top level is an error where it belongs to a depth program`(index: Int) throws {
    let (text, message) = Self.wrongTop[index]
    let refusal = try ConfigurationText().refusal(text)
    #expect(refusal.contains(message), "\(text): \(refusal)")
  }

  @Test func `groups of the tensor names must agree with the file's`() throws {
    let text = try ConfigurationText(8, named: .init(groups: 8, inner: 1))
    #expect(
      text.refusal(#"{"num_hidden_groups": 4, "num_hidden_layers": 8, "depth_program": {"preset": "rwkv-dr-train"}}"#)
        == "config.json: num_hidden_groups is 4, but the checkpoint's tensor names have 8 groups. Correct "
        + "num_hidden_groups or the checkpoint beside it.")
    #expect(try text.program(albert(#"{"preset": "rwkv-dr-train"}"#)).order == "0² 1² 2² 3² 4² 5² 6² 7²")
  }

  @Test func `the configurations of the bundled models say what their READMEs say`() throws {
    func program(_ name: String, layers: Int) throws -> DepthProgram {
      let path = SharedFixtures.packageRoot + "/models/\(name)/config.json"
      let inventory = LayerInventory(layers: layers)
      return try DepthFlags().resolve(configurationPath: path, inventory: inventory, isLooped: false)
        .configuration.program(for: inventory)
    }
    let demo = try program("demo", layers: 8)
    #expect(demo.structure == "8 groups × 3 loops × 1 layer")
    #expect(demo.applications[3].before == [.rememberSource, .add])
    #expect(demo.applications[4].before == [.add])
    #expect(demo.applications.map(\.after) == (0..<24).map { [.groupNorm($0 / 3)] })
    #expect(demo.notes.isEmpty)
    let core = try program("demo-core", layers: 4)
    #expect(core.order == "0 (1 2)⁶ 3")
    #expect(core.applications[1].before == [.rememberSource, .zeroHidden, .add])
    #expect(core.applications.map(\.after) == [[]] + (0..<12).map { $0 % 2 == 1 ? [.groupNorm(0)] : [] } + [[]])
  }
}

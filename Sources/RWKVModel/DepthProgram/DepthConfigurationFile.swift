internal import Console
internal import PythonValues

/// Reads a depth configuration from the JSON of a `config.json` or of a `--depth-program` file.
///
/// Fields of the ecosystem (ALBERT, Huginn, Ouro) stand at the top level, what they lack in `depth_program`; a file of
/// the inner object alone is accepted too. Unknown fields of `depth_program` are errors, others belong to somebody else.
/// A field of the wrong type, and two fields that contradict each other, are errors.
struct DepthConfigurationFile {
  let path: String
  let top: ConfigurationFields
  let inner: ConfigurationFields

  init(path: String) throws {
    self.path = path
    let whole = try ConfigurationFields(contentsOf: path)
    let isInner = !whole.has("depth_program") && whole.hasAny(Self.marks)
    top = isInner ? ConfigurationFields(path: path, [:]) : whole
    inner =
      try isInner
      ? ConfigurationFields(path: path, prefix: "depth_program.", whole.object) : top.object("depth_program")
    try inner.check(known: Self.innerKeys)
    try inner.object("injection").check(known: ["type", "source", "place", "norm"])
    try inner.object("loops_trained").check(known: ["min", "mean", "max"])
  }

  /// Fields that no other configuration has at its top level.
  private static let marks = [
    "sharing", "preset", "injection", "state_init", "input_norm", "v_first", "loop_norm", "seq_state", "inner_chain",
    "group_layers",
  ]

  private static let innerKeys = marks + ["version", "loops_trained", "schedule", "repeats"]

  /// Number of layers that the file promises for a plain model; nil where it says nothing or the model is looped.
  func plainLayerCount() throws -> Int? { try isLooped() ? nil : top.integer("num_hidden_layers") }

  /// Whether anything in the file says that layers are looped.
  func isLooped() throws -> Bool {
    if !inner.isEmpty || top.has("num_hidden_groups") || top.has("mean_recurrence") { return true }
    if try ["n_layers_in_prelude", "n_layers_in_coda"].contains(where: { try (top.integer($0) ?? 0) > 0 }) {
      return true
    }
    return top.has("n_layers_in_recurrent_block")
  }

  func configuration(for inventory: LayerInventory) throws -> DepthConfiguration {
    guard try isLooped() else { return DepthConfiguration() }
    if let version = try inner.integer("version"), version != 1 {
      throw inner.wrong("version", remedy: "This program knows version 1; take a newer one")
    }
    var configuration = try preset(inventory) ?? DepthConfiguration()
    configuration.isDeclaredLooped = true
    configuration.origin = path
    configuration.prelude = try top.integer("n_layers_in_prelude") ?? configuration.prelude
    configuration.coda = try top.integer("n_layers_in_coda") ?? configuration.coda
    try readGroups(&configuration, inventory)
    enum InnerChain: String, CaseIterable {
      case all
      case lastOnly = "last_only"
    }
    if let chain: InnerChain = try inner.choice("inner_chain") {
      configuration.appliesLastInnerOnly = chain == .lastOnly
    }
    configuration.injection = try injection(configuration.injection)
    try readState(&configuration)
    try readOrder(&configuration)
    try checkSizes(configuration, inventory)
    return configuration
  }

  private func preset(_ inventory: LayerInventory) throws -> DepthConfiguration? {
    guard let name = try inner.text("preset") else { return nil }
    guard let preset = DepthPreset(rawValue: name) else {
      throw Self.unknownPreset(name, at: "\(path): depth_program.preset")
    }
    if inner.has("repeats") && preset != .june15 {
      throw UserError(
        "\(path): depth_program.repeats means nothing to the preset \(name)",
        remedy: "Leave it out, or use the preset \(DepthPreset.june15.rawValue)")
    }
    return try preset.configuration(for: inventory, repeats: inner.counts("repeats") ?? [:])
  }

  static func unknownPreset(_ name: String, at place: String) -> UserError {
    UserError(
      "\(place) \"\(name)\" is not known",
      remedy:
        "Known: \(DepthPreset.allCases.map(\.rawValue).joined(separator: ", ")), plain, a list of layers such as 0,0,1, or the path of a JSON file"
    )
  }

  private func readGroups(_ configuration: inout DepthConfiguration, _ inventory: LayerInventory) throws {
    configuration.groupLayers = try inner.integerLists("group_layers")
    let given = try top.integer("num_hidden_groups")
    if let given, let layers = configuration.groupLayers, given != layers.count {
      throw UserError(
        "\(path): num_hidden_groups is \(given), but depth_program.group_layers has \(layers.count) groups",
        remedy: "Leave one of them out")
    }
    if let given, let named = inventory.namedGroups, given != named.groups {
      throw UserError(
        "\(path): num_hidden_groups is \(given), but the checkpoint's tensor names have \(named.groups) groups",
        remedy: "Correct num_hidden_groups or the checkpoint beside it")
    }
    configuration.groups = given ?? configuration.groups ?? inventory.namedGroups?.groups
    // A Huginn configuration knows one recurrent block only.
    let isHuginn = top.has("mean_recurrence") || top.has("n_layers_in_recurrent_block")
    if configuration.groups == nil && configuration.groupLayers == nil && isHuginn && !inner.has("schedule") {
      configuration.groups = 1
    }
  }

  private func injection(_ given: DepthConfiguration.Injection) throws -> DepthConfiguration.Injection {
    var injection = given
    let object = try inner.object("injection")
    let aliases: [String: DepthConfiguration.Injection.Kind] = ["linear": .concat]
    let outer = try top.choice("injection_type", aliases: aliases)
    let own = try object.choice("type", aliases: aliases)
    if let outer, let own, outer != own {
      throw UserError(
        "\(path): injection_type is \(outer.rawValue), but depth_program.injection.type is \(own.rawValue)",
        remedy: "Leave one of them out")
    }
    injection.kind = own ?? outer ?? injection.kind
    injection.source = try object.choice("source") ?? injection.source
    injection.place = try object.choice("place") ?? injection.place
    injection.norm =
      try object.choice("norm", aliases: ["layernorm_both_halves_no_affine": .layerNorm]) ?? injection.norm
    return injection
  }

  private func readState(_ configuration: inout DepthConfiguration) throws {
    enum StateInit: String, CaseIterable {
      case groupInput = "group_input"
      case zeros
    }
    enum LoopNorm: String, CaseIterable {
      case none
      case layerNorm = "layer_norm"
    }
    if let start: StateInit = try inner.choice("state_init") { configuration.startsFromZeros = start == .zeros }
    if let norm: LoopNorm = try inner.choice("loop_norm") { configuration.hasLoopNorm = norm == .layerNorm }
    configuration.inputNorm =
      try inner.choice(
        "input_norm",
        aliases: ["once_group0_on_embedding": .firstOnly, "iff group*last_inner==0": .groupZeroOrFirstInner])
      ?? configuration.inputNorm
    configuration.firstValue =
      try inner.choice(
        "v_first", aliases: ["reset iff group*last_inner==0, else mixed; start zeros": .groupZeroOrFirstInner])
      ?? configuration.firstValue
    configuration.loopsTrained = try loopsTrained() ?? configuration.loopsTrained
    guard let state = try inner.text("seq_state"), !["per_application", "zero_per_application"].contains(state) else {
      return
    }
    guard state.hasPrefix("mod:"), let slots = Int(state.dropFirst(4)), slots > 0 else {
      throw inner.wrong("seq_state", remedy: "Use \"per_application\" or \"mod:<slots>\"")
    }
    configuration.stateSlots = slots
    // The published code, the only one with slots, mixes every group's value vectors, those of group 0 too.
    if configuration.firstValue == .firstApplication { configuration.firstValue = .firstApplicationAllMix }
  }

  private func loopsTrained() throws -> ClosedRange<Int>? {
    guard inner.has("loops_trained") else { return nil }
    let trained = try inner.object("loops_trained")
    guard let low = try trained.integer("min"), let high = try trained.integer("max"), low <= high else {
      throw inner.wrong("loops_trained", remedy: "Write {\"min\": 4, \"max\": 24}")
    }
    return low...high
  }
}

extension DepthConfigurationFile {
  /// Reads which group runs when: sharing, schedule, repeats and the number of loops.
  func readOrder(_ configuration: inout DepthConfiguration) throws {
    let sharing: DepthConfiguration.Sharing? = try inner.choice("sharing")
    configuration.loops = try loops(configuration)
    if let schedule = try schedule(configuration, sharing) {
      if let sharing, sharing != .explicit {
        throw UserError(
          "\(path): depth_program has a schedule, but its sharing is \(sharing.rawValue)",
          remedy: "Write \"sharing\": \"explicit\", or leave schedule and repeats out")
      }
      configuration.schedule = schedule
    } else if let sharing, sharing != .explicit {
      // An order that is named takes the place of the preset's.
      configuration.schedule = nil
    }
    configuration.sharing = configuration.schedule == nil ? sharing ?? configuration.sharing : .explicit
  }

  private func schedule(
    _ configuration: DepthConfiguration, _ sharing: DepthConfiguration.Sharing?
  ) throws -> [Int]? {
    if let schedule = try inner.integers("schedule") {
      if inner.has("repeats") {
        throw UserError(
          "\(path): depth_program has both schedule and repeats", remedy: "Leave one of them out")
      }
      return schedule
    }
    guard !inner.has("preset"), let groups = configuration.groups else { return nil }
    if let repeats = try inner.counts("repeats") {
      return try DepthPreset.loops(groups: groups, repeats: repeats, origin: "\(path): depth_program.repeats")
    }
    guard sharing == .explicit else { return nil }
    // The public code of June 14 has its order built in; its configurations tell the length alone.
    if configuration.inputNorm == .groupZeroOrFirstInner, configuration.injection.norm == .none {
      let order = try DepthPreset.june14.schedule(groups: groups, repeats: [:])
      if order.count == configuration.loops { return order }
    }
    throw UserError(
      "\(path): depth_program.sharing is \"explicit\", but neither schedule nor repeats says in which order groups run",
      remedy: "Add \"schedule\": [0, 0, 1, …], a group for every loop, or \"repeats\": {\"<group>\": <count>}")
  }

  private func loops(_ configuration: DepthConfiguration) throws -> Int? {
    let promised = try top.integer("num_hidden_layers")
    guard let each = try top.integer("mean_recurrence") else { return promised }
    return each * (configuration.groupLayers?.count ?? configuration.groups ?? 1)
  }

  /// Checks the sizes that the file gives against each other and against the checkpoint.
  func checkSizes(_ configuration: DepthConfiguration, _ inventory: LayerInventory) throws {
    if let schedule = configuration.schedule, let loops = configuration.loops, schedule.count != loops {
      throw UserError(
        "\(path): the explicit program has \(schedule.count) loops, but num_hidden_layers is \(loops)",
        remedy: "Correct one of them, or leave num_hidden_layers out")
    }
    guard let groups = configuration.groups, configuration.groupLayers == nil else { return }
    let block = try top.integer("n_layers_in_recurrent_block")
    if let block, groups > 0, !block.isMultiple(of: groups) {
      throw UserError(
        "\(path): n_layers_in_recurrent_block is \(block), which \(groups) groups cannot share evenly",
        remedy: "Correct n_layers_in_recurrent_block or num_hidden_groups")
    }
    guard let inner = try top.integer("inner_group_num") ?? block.map({ $0 / max(groups, 1) }) else { return }
    let promised = configuration.prelude + groups * inner + configuration.coda
    guard promised == inventory.layers else {
      throw UserError(
        "\(path): \(groups) groups of \(inner) layers, prelude \(configuration.prelude) and coda \(configuration.coda) "
          + "make \(promised) layers, but the checkpoint has \(inventory.layers)",
        remedy: "Correct num_hidden_groups, inner_group_num or the checkpoint beside it")
    }
  }
}

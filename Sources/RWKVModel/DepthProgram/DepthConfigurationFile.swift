internal import Foundation

/// Reads a depth configuration from the JSON of a `config.json` or of a `--depth-program` file.
///
/// Fields of the ecosystem (ALBERT, Huginn, Ouro) stand at the top level, what they lack in `depth_program`; a file of
/// the inner object alone is accepted too. Unknown fields of `depth_program` are errors, others belong to somebody else.
struct DepthConfigurationFile {
  let path: String
  let top: [String: Any]
  let inner: [String: Any]

  init(path: String) throws {
    self.path = path
    guard let data = FileManager.default.contents(atPath: path) else {
      throw DepthProgramError("\(path): cannot be read", remedy: "Give the path of a readable JSON file")
    }
    let value: Any
    do {
      value = try JSONSerialization.jsonObject(with: data)
    } catch {
      throw DepthProgramError("\(path): not valid JSON: \(error.localizedDescription)", remedy: "Mend the file")
    }
    guard let object = value as? [String: Any] else {
      throw DepthProgramError("\(path): not a JSON object", remedy: "Start the file with {")
    }
    let isInner = object["depth_program"] == nil && (object["sharing"] != nil || object["preset"] != nil)
    top = isInner ? [:] : object
    inner = isInner ? object : object["depth_program"] as? [String: Any] ?? [:]
    if let given = object["depth_program"], !(given is [String: Any]), !(given is NSNull) {
      throw DepthProgramError("\(path): depth_program is not an object", remedy: "Write \"depth_program\": {…}")
    }
    try checkKeys(inner, Self.innerKeys, at: "depth_program")
    if let injection = inner["injection"] as? [String: Any] {
      try checkKeys(injection, ["type", "source", "place", "norm"], at: "depth_program.injection")
    }
  }

  private static let innerKeys = [
    "version", "preset", "sharing", "injection", "state_init", "input_norm", "v_first", "loop_norm", "seq_state",
    "inner_chain", "loops_trained", "schedule", "repeats", "group_layers",
  ]

  /// Number of layers that the file promises for a plain model; nil where it says nothing or the model is looped.
  var plainLayerCount: Int? { isLooped ? nil : top["num_hidden_layers"] as? Int }

  var isLooped: Bool {
    !inner.isEmpty || integerIfPresent("num_hidden_groups") != nil || integerIfPresent("mean_recurrence") != nil
  }

  func configuration(for inventory: LayerInventory) throws -> DepthConfiguration {
    guard isLooped else { return DepthConfiguration() }
    var configuration = DepthConfiguration()
    if let name = inner["preset"] as? String {
      configuration = try preset(name).configuration(for: inventory, repeats: repeats())
    }
    configuration.origin = path
    configuration.sharing = try choice("sharing", in: inner, else: configuration.sharing, aliases: [:])
    configuration.prelude = try integer("n_layers_in_prelude") ?? configuration.prelude
    configuration.coda = try integer("n_layers_in_coda") ?? configuration.coda
    configuration.groups = try integer("num_hidden_groups") ?? configuration.groups
    configuration.groupLayers = inner["group_layers"] as? [[Int]] ?? configuration.groupLayers
    configuration.schedule = inner["schedule"] as? [Int] ?? configuration.schedule
    configuration.loops = try loops(groups: configuration.groups) ?? configuration.loops
    configuration.appliesLastInnerOnly =
      inner["inner_chain"].map { $0 as? String == "last_only" } ?? configuration.appliesLastInnerOnly
    configuration.injection = try injection(configuration.injection)
    try readState(&configuration)
    try checkInner(configuration, inventory)
    if configuration.groups == nil && configuration.schedule == nil && configuration.groupLayers == nil {
      configuration.groups = inventory.namedGroups?.groups ?? 1
    }
    return configuration
  }

  private func readState(_ configuration: inout DepthConfiguration) throws {
    enum StateInit: String, CaseIterable { case groupInput = "group_input", zeros }
    enum LoopNorm: String, CaseIterable { case none, layerNorm = "layer_norm" }
    let start: StateInit = configuration.startsFromZeros ? .zeros : .groupInput
    configuration.startsFromZeros = try choice("state_init", in: inner, else: start, aliases: [:]) == .zeros
    let norm: LoopNorm = configuration.hasLoopNorm ? .layerNorm : .none
    configuration.hasLoopNorm = try choice("loop_norm", in: inner, else: norm, aliases: [:]) == .layerNorm
    configuration.inputNorm = try choice(
      "input_norm", in: inner, else: configuration.inputNorm,
      aliases: [
        "once_group0_on_embedding": .firstOnly, "iff group*last_inner==0": .groupZeroOrFirstInner,
      ])
    configuration.firstValue = try choice(
      "v_first", in: inner, else: configuration.firstValue,
      aliases: ["reset iff group*last_inner==0, else mixed; start zeros": .groupZeroOrFirstInner])
    if let trained = inner["loops_trained"] as? [String: Any], let low = trained["min"] as? Int,
      let high = trained["max"] as? Int, low <= high
    {
      configuration.loopsTrained = low...high
    }
    guard let state = inner["seq_state"] else { return }
    if let text = state as? String, ["per_application", "zero_per_application"].contains(text) { return }
    guard let text = state as? String, text.hasPrefix("mod:"), let slots = Int(text.dropFirst(4)), slots > 0 else {
      throw DepthProgramError(
        "\(path): depth_program.seq_state is \(state)", remedy: "Use \"per_application\" or \"mod:<slots>\"")
    }
    configuration.stateSlots = slots
    // The published code, the only one with slots, mixes every group's value vectors, those of group 0 too.
    if configuration.firstValue == .firstApplication { configuration.firstValue = .firstApplicationAllMix }
  }

  private func injection(_ given: DepthConfiguration.Injection) throws -> DepthConfiguration.Injection {
    var injection = given
    let object = inner["injection"] as? [String: Any] ?? [:]
    let aliases: [String: DepthConfiguration.Injection.Kind] = ["linear": .concat]
    injection.kind = try choice("injection_type", in: top, else: injection.kind, aliases: aliases)
    injection.kind = try choice("type", in: object, else: injection.kind, aliases: aliases)
    injection.source = try choice("source", in: object, else: injection.source, aliases: [:])
    injection.place = try choice("place", in: object, else: injection.place, aliases: [:])
    injection.norm = try choice(
      "norm", in: object, else: injection.norm, aliases: ["layernorm_both_halves_no_affine": .layerNorm])
    return injection
  }

  private func loops(groups: Int?) throws -> Int? {
    if let each = try integer("mean_recurrence") { return each * (groups ?? 1) }
    return try integer("num_hidden_layers")
  }

  private func checkInner(_ configuration: DepthConfiguration, _ inventory: LayerInventory) throws {
    guard let groups = configuration.groups else { return }
    let inner = try integer("inner_group_num") ?? integer("n_layers_in_recurrent_block").map { $0 / max(groups, 1) }
    guard let inner, configuration.groupLayers == nil else { return }
    let promised = configuration.prelude + groups * inner + configuration.coda
    guard promised == inventory.layers else {
      throw DepthProgramError(
        "\(path): \(groups) groups of \(inner) layers, prelude \(configuration.prelude) and coda \(configuration.coda) "
          + "make \(promised) layers, but the checkpoint has \(inventory.layers)",
        remedy: "Correct num_hidden_groups, inner_group_num or the checkpoint beside it")
    }
  }

  private func preset(_ name: String) throws -> DepthPreset {
    guard let preset = DepthPreset(rawValue: name) else { throw Self.unknownPreset(name, at: "\(path): preset") }
    return preset
  }

  static func unknownPreset(_ name: String, at place: String) -> DepthProgramError {
    DepthProgramError(
      "\(place) \"\(name)\" is not known",
      remedy: "Known: \(DepthPreset.allCases.map(\.rawValue).joined(separator: ", ")), or the path of a JSON file")
  }

  private func repeats() throws -> [Int: Int] {
    var repeats: [Int: Int] = [:]
    for (key, value) in inner["repeats"] as? [String: Any] ?? [:] {
      guard let group = Int(key), let times = value as? Int else {
        throw DepthProgramError(
          "\(path): depth_program.repeats has \"\(key)\": \(value)", remedy: "Write {\"<group>\": <count>}")
      }
      repeats[group] = times
    }
    return repeats
  }

  private func integerIfPresent(_ key: String) -> Int? { top[key] as? Int }

  private func integer(_ key: String) throws -> Int? {
    guard let value = top[key], !(value is NSNull) else { return nil }
    guard let number = value as? Int, number >= 0 else {
      throw DepthProgramError("\(path): \(key) is \(value)", remedy: "Write a whole number, 0 or more")
    }
    return number
  }

  private func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, in object: [String: Any], else standard: Choice, aliases: [String: Choice]
  ) throws -> Choice where Choice.RawValue == String {
    guard let value = object[key], !(value is NSNull) else { return standard }
    guard let text = value as? String, let choice = aliases[text] ?? Choice(rawValue: text) else {
      let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw DepthProgramError("\(path): \(key) is \"\(value)\"", remedy: "Use one of: \(known)")
    }
    return choice
  }

  private func checkKeys(_ object: [String: Any], _ known: [String], at place: String) throws {
    for key in object.keys.sorted() where !known.contains(key) {
      let hint = NameSuggestion.nearest(to: key, among: known).map { "Did you mean \"\($0)\"? " } ?? ""
      throw DepthProgramError(
        "\(path): unknown key \"\(key)\" in \(place)", remedy: "\(hint)Known: \(known.joined(separator: ", "))")
    }
  }
}

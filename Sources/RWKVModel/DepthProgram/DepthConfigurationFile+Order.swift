extension DepthConfigurationFile {
  /// Reads which group runs when: sharing, schedule, repeats and the number of loops.
  func readOrder(_ configuration: inout DepthConfiguration) throws {
    let sharing: DepthConfiguration.Sharing? = try inner.choice("sharing")
    configuration.loops = try loops(configuration)
    if let schedule = try schedule(configuration, sharing) {
      if let sharing, sharing != .explicit {
        throw DepthProgramError(
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
        throw DepthProgramError(
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
    throw DepthProgramError(
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
      throw DepthProgramError(
        "\(path): the explicit program has \(schedule.count) loops, but num_hidden_layers is \(loops)",
        remedy: "Correct one of them, or leave num_hidden_layers out")
    }
    guard let groups = configuration.groups, configuration.groupLayers == nil else { return }
    let block = try top.integer("n_layers_in_recurrent_block")
    if let block, groups > 0, !block.isMultiple(of: groups) {
      throw DepthProgramError(
        "\(path): n_layers_in_recurrent_block is \(block), which \(groups) groups cannot share evenly",
        remedy: "Correct n_layers_in_recurrent_block or num_hidden_groups")
    }
    guard let inner = try top.integer("inner_group_num") ?? block.map({ $0 / max(groups, 1) }) else { return }
    let promised = configuration.prelude + groups * inner + configuration.coda
    guard promised == inventory.layers else {
      throw DepthProgramError(
        "\(path): \(groups) groups of \(inner) layers, prelude \(configuration.prelude) and coda \(configuration.coda) "
          + "make \(promised) layers, but the checkpoint has \(inventory.layers)",
        remedy: "Correct num_hidden_groups, inner_group_num or the checkpoint beside it")
    }
  }
}

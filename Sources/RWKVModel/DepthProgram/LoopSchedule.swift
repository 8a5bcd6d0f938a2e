extension DepthConfiguration {
  /// Checks that prelude and coda leave layers for the core.
  func checkEnds(_ inventory: LayerInventory) throws {
    guard prelude >= 0 && coda >= 0 && prelude + coda < inventory.layers else {
      throw DepthProgramError(
        "\(origin): a prelude of \(prelude) and a coda of \(coda) layers leave nothing to loop of a checkpoint of "
          + "\(inventory.layers) layers",
        remedy: "Their sum must be at most \(inventory.layers - 1)")
    }
  }

  /// The layers of every group.
  func coreGroups(_ inventory: LayerInventory) throws -> [[Int]] {
    if let groupLayers {
      for layer in groupLayers.joined() where layer < 0 || layer >= inventory.layers {
        throw DepthProgramError(
          "\(origin): layer \(layer) does not exist; the checkpoint has layers 0 to \(inventory.layers - 1)",
          remedy: "Name layers that are there")
      }
      return groupLayers
    }
    let core = Array(prelude..<(inventory.layers - coda))
    if let schedule, groups == nil {
      try checkSchedule(schedule, core)
      return core.map { [$0] }
    }
    guard let count = groups ?? inventory.namedGroups?.groups else {
      let divisors = (1...core.count).filter { core.count.isMultiple(of: $0) }.map(String.init)
      throw DepthProgramError(
        "a loop count is given, but \(origin) does not say into how many groups the \(core.count) layers are split",
        remedy: "Add --groups N with N one of \(divisors.joined(separator: ", ")); --groups 1 cycles through all layers"
      )
    }
    guard count >= 1 && core.count.isMultiple(of: count) else {
      let divisors = (1...core.count).filter { core.count.isMultiple(of: $0) }.map(String.init)
      throw DepthProgramError(
        "--groups \(count) does not divide the \(core.count) layers to be looped (checkpoint of \(inventory.layers) "
          + "layers, prelude \(prelude), coda \(coda))",
        remedy: "Use --groups with one of \(divisors.joined(separator: ", "))")
    }
    let inner = core.count / count
    return (0..<count).map { Array(core[($0 * inner)..<(($0 + 1) * inner)]) }.mergedForCycles(sharing)
  }

  private func checkSchedule(_ schedule: [Int], _ core: [Int]) throws {
    for group in schedule where group < 0 || group >= core.count {
      throw DepthProgramError(
        "\(origin): the explicit program names layer \(group), but the checkpoint has layers 0 to \(core.count - 1)",
        remedy: "Name layers that are there")
    }
  }

  /// The loops in order.
  func loopSchedule(groups count: Int, requested: Int?) throws -> [Loop] {
    if let schedule {
      if let requested, requested != schedule.count {
        throw DepthProgramError(
          "--loops \(requested), but \(origin) is an explicit program of \(schedule.count) loops",
          remedy: "Leave --loops out, or give --loops \(schedule.count)")
      }
      return explicitLoops(schedule)
    }
    guard let total = requested ?? loops else {
      throw DepthProgramError(
        "\(origin) does not say how many loops to run", remedy: "Add --loops N, a multiple of \(groups ?? count)")
    }
    // A cycle over G groups is one group of all layers; its loops are counted as those of the G groups.
    let divisor = sharing == .sequence ? count : max(groups ?? 1, 1)
    guard total >= divisor && total.isMultiple(of: divisor) else {
      let below = total / divisor * divisor
      let nearest = below == 0 ? "\(divisor)" : "\(below) or \(below + divisor)"
      throw DepthProgramError(
        "--loops \(total) cannot be shared evenly by --groups \(divisor)",
        remedy: "--loops is the total over all groups; the nearest valid count is \(nearest)")
    }
    let each = total / divisor
    return (0..<count).flatMap { group in
      (0..<each).map { number in
        Loop(
          group: group, number: number, entersGroup: number == 0,
          isReversed: sharing == .cycleReverse && number == each - 1)
      }
    }
  }

  private func explicitLoops(_ schedule: [Int]) -> [Loop] {
    var visits: [Int: Int] = [:]
    var previous: Int?
    return schedule.map { group in
      defer { previous = group }
      let number = visits[group, default: 0]
      visits[group] = number + 1
      return Loop(group: group, number: number, entersGroup: previous != group, isReversed: false)
    }
  }

  /// The structure in a line.
  func structure(groups: [[Int]], schedule: [Loop]) -> String {
    let inner = appliesLastInnerOnly ? 1 : groups.first?.count ?? 0
    let layers = "\(inner) layer\(inner == 1 ? "" : "s")"
    let ends = (prelude > 0 ? "prelude of \(prelude), " : "") + (coda > 0 ? "coda of \(coda), " : "")
    if sharing == .explicit || self.schedule != nil {
      return "\(ends)explicit program of \(schedule.count) loops × \(layers)"
    }
    let each = schedule.count / max(groups.count, 1)
    let kind = sharing == .sequence ? "" : "\(sharing.rawValue), "
    return
      "\(ends)\(kind)\(groups.count) group\(groups.count == 1 ? "" : "s") × \(each) loop\(each == 1 ? "" : "s") × \(layers)"
  }

  /// What a reader must know.
  func notes(loops: Int) -> [String] {
    var notes: [String] = []
    if let stateSlots {
      notes.append(
        "not causal: \(stateSlots) sequence-wise states are shared by all applications, so each request runs by itself "
          + "and no prefix is shared")
    }
    if let loopsTrained, !loopsTrained.contains(loops) {
      notes.append(
        "\(loops) loops lie outside those seen in training (\(loopsTrained.lowerBound) to \(loopsTrained.upperBound))")
    }
    return notes
  }
}

extension [[Int]] {
  /// One group of all layers for the cycle programs.
  fileprivate func mergedForCycles(_ sharing: DepthConfiguration.Sharing) -> [[Int]] {
    sharing == .cycle || sharing == .cycleReverse ? [flatMap { $0 }] : self
  }
}

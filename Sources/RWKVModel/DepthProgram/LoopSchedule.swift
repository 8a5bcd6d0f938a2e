internal import Console

extension DepthConfiguration {
  /// Checks that prelude and coda leave layers for the core.
  func checkEnds(_ inventory: LayerInventory) throws {
    guard prelude >= 0 && coda >= 0 && prelude < inventory.layers && coda < inventory.layers - prelude else {
      throw UserError(
        "\(origin): a prelude of \(prelude) and a coda of \(coda) layers leave nothing to loop of a checkpoint of "
          + "\(inventory.layers) layers",
        remedy: "Their sum must be at most \(inventory.layers - 1)")
    }
  }

  /// Checks choices that contradict each other.
  func checkChoices() throws {
    if startsFromZeros && injection.kind == .none {
      throw UserError(
        "\(origin): every group starts from zeros and nothing is injected, so nothing of the prompt reaches it",
        remedy: "Use an injection (add or concat), or \"state_init\": \"group_input\"")
    }
    if injection.norm != .none && injection.kind != .concat {
      throw UserError(
        "\(origin): the norm of an injection belongs to concat, but the injection is \(injection.kind.rawValue)",
        remedy: "Leave the norm out, or inject by concat")
    }
    if let slots = stateSlots, slots < 1 {
      throw UserError("\(origin): \(slots) state slots", remedy: "Give at least 1, or none")
    }
    if sharing == .explicit && schedule == nil {
      throw UserError(
        "\(origin): an explicit program without its list", remedy: "Give the group of every loop in order")
    }
    if schedule != nil && (sharing == .cycle || sharing == .cycleReverse) {
      throw UserError(
        "\(origin): an explicit program cannot be shared as \(sharing.rawValue)", remedy: "Leave the sharing out")
    }
  }

  /// Number of recurrent groups; without a list of groups, loop counts are its multiples.
  ///
  /// - Throws: When the groups do not fit the layers.
  public func groupCount(for inventory: LayerInventory) throws -> Int { try coreGroups(inventory).count }

  /// The layers that one loop of every group applies.
  func coreGroups(_ inventory: LayerInventory) throws -> [[Int]] {
    let groups = try splitCore(inventory)
    return appliesLastInnerOnly ? groups.map { Array($0.suffix(1)) } : groups
  }

  /// The layers of every group.
  private func splitCore(_ inventory: LayerInventory) throws -> [[Int]] {
    let core = prelude..<(inventory.layers - coda)
    if let groupLayers {
      try check(groupLayers, core)
      return groupLayers
    }
    // Without groups, a schedule names layers of the checkpoint.
    if schedule != nil && groups == nil { return (0..<inventory.layers).map { [$0] } }
    let divisors = (1...core.count).filter { core.count.isMultiple(of: $0) }.map(String.init).joined(separator: ", ")
    guard let count = groups ?? inventory.namedGroups?.groups else {
      throw UserError(
        "a loop count is given, but \(origin) does not say into how many groups the \(core.count) layers are split",
        remedy: "Add --groups N with N one of \(divisors); --groups 1 cycles through all layers")
    }
    guard count >= 1 && core.count.isMultiple(of: count) else {
      throw UserError(
        "--groups \(count) does not divide the \(core.count) layers to be looped (checkpoint of \(inventory.layers) "
          + "layers, prelude \(prelude), coda \(coda))",
        remedy: "Use --groups with one of \(divisors)")
    }
    let inner = core.count / count
    return (0..<count).map { Array(core.dropFirst($0 * inner).prefix(inner)) }
  }

  private func check(_ groupLayers: [[Int]], _ core: Range<Int>) throws {
    if groupLayers.isEmpty || groupLayers.contains([]) {
      throw UserError("\(origin): a group without layers", remedy: "Name at least one layer a group")
    }
    if let groups, groups != groupLayers.count {
      throw UserError(
        "\(groups) groups are asked for, but \(origin) lists the layers of \(groupLayers.count)",
        remedy: "Leave --groups out")
    }
    try check(layers: groupLayers.joined(), core)
  }

  private func check(layers: some Sequence<Int>, _ core: Range<Int>) throws {
    for layer in layers where !core.contains(layer) {
      throw UserError(
        "\(origin): layer \(layer) cannot be looped; between prelude and coda the checkpoint has layers "
          + "\(core.lowerBound) to \(core.upperBound - 1)",
        remedy: "Name layers that are there")
    }
  }

  /// The loops in order, over the groups of `coreGroups`.
  func loopSchedule(_ groups: inout [[Int]], requested: Int?, _ inventory: LayerInventory) throws -> [Loop] {
    if let schedule { return try explicitLoops(schedule, groups: groups, requested: requested, inventory) }
    let count = groups.count
    guard let total = requested ?? loops else {
      throw UserError(
        "\(origin) does not say how many loops to run", remedy: "Add --loops N, a multiple of \(count)")
    }
    guard total >= count && total.isMultiple(of: count) else {
      let below = total / count * count
      let nearest = below <= 0 ? "\(count)" : "\(below) or \(below + count)"
      throw UserError(
        "\(loopsText(requested, total)) cannot be shared evenly by --groups \(count)",
        remedy: "--loops is the total over all groups; the nearest valid count is \(nearest)")
    }
    try checkSize(total, inner: groups.reduce(0) { max($0, $1.count) }, loopsText(requested, total))
    let each = total / count
    // A cycle over G groups is one group of all their layers; its loops are counted as those of the G groups.
    if sharing == .cycle || sharing == .cycleReverse { groups = [groups.flatMap { $0 }] }
    return groups.indices.flatMap { group in
      (0..<each).map { number in
        Loop(
          group: group, number: number, entersGroup: number == 0,
          isReversed: sharing == .cycleReverse && number == each - 1)
      }
    }
  }

  private func loopsText(_ requested: Int?, _ total: Int) -> String {
    requested == nil ? "\(origin): a total of \(total) loops" : "--loops \(total)"
  }

  private func checkSize(_ loops: Int, inner: Int, _ what: String) throws {
    guard loops > DepthProgram.largestCount / max(inner, 1) else { return }
    throw UserError(
      "\(what) of up to \(inner) layers are more than \(DepthProgram.largestCount) layer applications",
      remedy: "Ask for fewer loops")
  }

  private func explicitLoops(
    _ schedule: [Int], groups: [[Int]], requested: Int?, _ inventory: LayerInventory
  ) throws -> [Loop] {
    guard !schedule.isEmpty else {
      throw UserError("\(origin): an explicit program without loops", remedy: "List at least one")
    }
    if let requested, requested != schedule.count {
      throw UserError(
        "--loops \(requested), but \(origin) is an explicit program of \(schedule.count) loops",
        remedy: "Leave --loops out, or give --loops \(schedule.count)")
    }
    if self.groups == nil && groupLayers == nil {
      try check(layers: schedule, prelude..<(inventory.layers - coda))
    } else if let group = schedule.first(where: { !groups.indices.contains($0) }) {
      throw UserError(
        "\(origin): the explicit program names group \(group), but there are groups 0 to \(groups.count - 1)",
        remedy: "Name groups that are there")
    }
    try checkSize(schedule.count, inner: groups.reduce(0) { max($0, $1.count) }, "\(schedule.count) loops")
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
    let inner = groups.first?.count ?? 0
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
  func notes(loops: Int, applications: Int) -> [String] {
    var notes: [String] = []
    if let stateSlots, stateSlots < applications {
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

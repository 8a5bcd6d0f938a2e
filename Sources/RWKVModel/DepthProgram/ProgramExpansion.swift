/// What of a checkpoint a program is made for.
public struct LayerInventory: Sendable, Hashable {
  /// Number of layers.
  public let layers: Int
  /// Groups and layers in each, where the tensor names tell.
  public let namedGroups: NamedGroups?
  /// Whether the checkpoint has `input_injection_adapter.*`, one adapter for all groups.
  public let hasSharedAdapter: Bool
  /// Whether the embedding in the file has gone through ln0 already, so that no program applies it to the embedding.
  public let isEmbeddingNormed: Bool

  /// Groups that stand in tensor names.
  public struct NamedGroups: Sendable, Hashable {
    /// Number of groups.
    public let groups: Int
    /// Layers in each.
    public let inner: Int

    /// Groups of equal size.
    public init(groups: Int, inner: Int) {
      self.groups = groups
      self.inner = inner
    }
  }

  /// The inventory of a checkpoint.
  public init(
    layers: Int, namedGroups: NamedGroups? = nil, hasSharedAdapter: Bool = false, isEmbeddingNormed: Bool = false
  ) {
    self.layers = layers
    self.namedGroups = namedGroups
    self.hasSharedAdapter = hasSharedAdapter
    self.isEmbeddingNormed = isEmbeddingNormed
  }
}

extension DepthConfiguration {
  /// Expands the configuration into a program.
  ///
  /// - Parameters:
  ///   - loops: Total loops; nil for the configuration's own number.
  ///   - inventory: The checkpoint's layers.
  /// - Throws: `UserError` where the loops do not divide among the groups, or the groups do not fit the layers.
  public func program(loops requested: Int? = nil, for inventory: LayerInventory) throws -> DepthProgram {
    guard isLooped || requested != nil else { return plainProgram(inventory) }
    try checkEnds(inventory)
    try checkChoices()
    var groups = try coreGroups(inventory)
    let schedule = try loopSchedule(&groups, requested: requested, inventory)
    var applications: [LayerApplication] = []
    for layer in 0..<prelude {
      applications.append(LayerApplication(layer: layer, stage: .prelude, valueResidual: .mix))
    }
    for loop in schedule {
      applications += self.applications(of: loop, layers: groups[loop.group], inventory)
    }
    for layer in (inventory.layers - coda)..<inventory.layers {
      applications.append(LayerApplication(layer: layer, stage: .coda, valueResidual: .mix))
    }
    setNorms(of: &applications, inventory)
    setValueResidual(of: &applications, inventory)
    if let stateSlots {
      for index in applications.indices { applications[index].stateSlot = index % stateSlots }
    }
    if injection.kind != .none && injection.source == .embedding, !applications.isEmpty {
      applications[0].before.insert(.rememberSource, at: 0)
    }
    let structure = structure(groups: groups, schedule: schedule)
    let embeddingNorm = inputNorm == .firstOnly && !inventory.isEmbeddingNormed
    return DepthProgram(
      loops: requested ?? loops ?? schedule.count, embeddingNorm: embeddingNorm,
      applications: applications, structure: structure,
      notes: notes(loops: requested ?? loops ?? schedule.count, applications: applications.count))
  }

  private func plainProgram(_ inventory: LayerInventory) -> DepthProgram {
    let applications = (0..<inventory.layers).map {
      LayerApplication(layer: $0, stage: .plain, valueResidual: $0 == 0 ? .capture : .mix)
    }
    return DepthProgram(
      loops: nil, embeddingNorm: !inventory.isEmbeddingNormed, applications: applications,
      structure: "\(inventory.layers) layer\(inventory.layers == 1 ? "" : "s"), each once", notes: [])
  }

  /// One loop of one group.
  struct Loop {
    let group: Int
    let number: Int
    /// Whether it is the first application of the group's span.
    let entersGroup: Bool
    /// Whether its layers run in reverse order.
    let isReversed: Bool
  }

  private func applications(of loop: Loop, layers: [Int], _ inventory: LayerInventory) -> [LayerApplication] {
    let order = loop.isReversed ? layers.reversed() : layers
    var applications = order.map {
      LayerApplication(layer: $0, stage: .group(loop.group, loop: loop.number), valueResidual: .mix)
    }
    let last = applications.count - 1
    if injection.kind != .none {
      switch injection.source {
      case .groupInput: if loop.entersGroup { applications[0].before.append(.rememberSource) }
      case .running: applications[0].before.append(.rememberSource)
      case .embedding: break
      }
    }
    if startsFromZeros && loop.entersGroup { applications[0].before.append(.zeroHidden) }
    if let step = injectionStep(group: loop.group, inventory) {
      if injection.place == .before {
        applications[0].before.append(step)
      } else {
        applications[last].after.append(step)
      }
    }
    if hasLoopNorm { applications[last].after.append(.groupNorm(loop.group)) }
    return applications
  }

  private func injectionStep(group: Int, _ inventory: LayerInventory) -> LayerApplication.Step? {
    switch injection.kind {
    case .none: nil
    case .add: .add
    case .concat: .concat(inventory.hasSharedAdapter ? .shared : .group(group), normed: injection.norm == .layerNorm)
    }
  }

  /// Index of an applied layer within its named group.
  private func innerIndex(_ layer: Int, _ inventory: LayerInventory) -> Int {
    inventory.namedGroups.map { layer % $0.inner } ?? 0
  }

  private func isGroupZeroOrFirstInner(_ application: LayerApplication, _ inventory: LayerInventory) -> Bool {
    application.group == 0 || innerIndex(application.layer, inventory) == 0
  }

  private func setNorms(of applications: inout [LayerApplication], _ inventory: LayerInventory) {
    for index in applications.indices {
      applications[index].inputNorm =
        switch inputNorm {
        case .firstOnly: false
        case .everyApplication: innerIndex(applications[index].layer, inventory) == 0
        case .firstApplicationOnly: index == 0
        case .groupZeroOrFirstInner: isGroupZeroOrFirstInner(applications[index], inventory)
        }
    }
  }

  private func setValueResidual(of applications: inout [LayerApplication], _ inventory: LayerInventory) {
    for index in applications.indices {
      let application = applications[index]
      applications[index].valueResidual =
        switch firstValue {
        case .firstApplication: index == 0 ? .capture : application.layer == 0 ? .own : .mix
        case .firstApplicationAllMix: index == 0 ? .capture : .mix
        case .resetEachApplication: .own
        case .resetAtFirstInner: innerIndex(application.layer, inventory) == 0 ? .own : .mix
        case .groupZeroOrFirstInner: isGroupZeroOrFirstInner(application, inventory) ? .own : .mix
        }
    }
    let isRead = applications.contains { $0.valueResidual == .mix }
    if firstValue == .groupZeroOrFirstInner && isRead {
      for index in applications.indices { applications[index].combinesFirstValue = true }
    }
  }
}

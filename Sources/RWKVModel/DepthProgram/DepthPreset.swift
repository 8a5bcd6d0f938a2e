internal import Console

/// The programs of the public RWKV-DR code (EricZhang1412/RWKV-Depth-recurrence), by name.
public enum DepthPreset: String, Sendable, CaseIterable {
  /// The function that was trained: x ← x + layer(LN0 x), value residual off, zero states.
  case train = "rwkv-dr-train"
  /// The function behind the published MMLU table: no outer sum, value residual on, state slots shared by all
  /// applications; not causal.
  case published = "rwkv-dr-published"
  /// The variant of June 14: one pass over all groups, then every group a fixed number of times.
  case june14 = "rwkv-dr-0614"
  /// The variant of June 15: every group `repeats` times, normed concatenation.
  case june15 = "rwkv-dr-0615"

  /// The configuration of the preset for a checkpoint.
  ///
  /// - Parameters:
  ///   - inventory: The checkpoint's layers; its groups are those of the tensor names, else every layer is a group.
  ///   - repeats: Loops of each group, 1 where absent; `june15` only.
  /// - Throws: `UserError` when `repeats` names a group that is not there.
  public func configuration(for inventory: LayerInventory, repeats: [Int: Int] = [:]) throws -> DepthConfiguration {
    var configuration = DepthConfiguration()
    let groups = inventory.namedGroups?.groups ?? inventory.layers
    let inner = inventory.namedGroups?.inner ?? 1
    configuration.groups = groups
    configuration.origin = "the preset \(rawValue)"
    configuration.appliesLastInnerOnly = inner > 1
    configuration.injection.source = .running
    configuration.injection.place = .after
    switch self {
    case .train:
      configuration.injection.kind = .add
      configuration.inputNorm = .everyApplication
      configuration.firstValue = .resetAtFirstInner
    case .published:
      configuration.appliesLastInnerOnly = false
      configuration.firstValue = .firstApplicationAllMix
      configuration.stateSlots = groups
    case .june14, .june15:
      configuration.injection.kind = inventory.hasSharedAdapter ? .concat : .add
      configuration.injection.norm = self == .june15 ? .layerNorm : .none
      configuration.inputNorm = .groupZeroOrFirstInner
      configuration.firstValue = .groupZeroOrFirstInner
      configuration.sharing = .explicit
      configuration.schedule = try schedule(groups: groups, repeats: repeats)
    }
    return configuration
  }

  func schedule(groups: Int, repeats: [Int: Int]) throws -> [Int] {
    // The code of June 14 repeats these groups in its second pass.
    let built = [1: 3, 7: 3, 10: 2].filter { $0.key < groups }
    let loops = try Self.loops(groups: groups, repeats: self == .june14 ? built : repeats, origin: rawValue)
    return self == .june14 ? Array(0..<groups) + loops : loops
  }

  /// Every group in order, each as often as `repeats` says, once where it says nothing.
  static func loops(groups: Int, repeats: [Int: Int], origin: String) throws -> [Int] {
    for (group, times) in repeats.sorted(by: { $0.key < $1.key }) {
      guard (0..<groups).contains(group), (1...DepthProgram.largestCount).contains(times) else {
        throw UserError(
          "\(origin): \(times) repeats of group \(group), but there are groups 0 to \(groups - 1)",
          remedy: "Give a count from 1 to \(DepthProgram.largestCount) for groups that are there")
      }
    }
    return (0..<groups).flatMap { Array(repeating: $0, count: repeats[$0] ?? 1) }
  }
}

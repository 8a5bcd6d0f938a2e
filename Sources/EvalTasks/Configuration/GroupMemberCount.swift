internal import Synchronization

/// Counts the members of groups while they are read: groups that list groups twice double them at every level.
final class GroupMemberCount: Sendable {
  /// How many may be read at once; the largest group of lm-evaluation-harness has some thousands.
  private static let most = 20_000

  private let count = Mutex(0)

  /// Counts one more.
  ///
  /// - Throws: `TaskConfigurationError` at the item that is one too many.
  func add(at item: ConfigurationValue) throws(TaskConfigurationError) {
    let count = count.withLock { count in
      count += 1
      return count
    }
    guard count <= Self.most else {
      throw item.error(
        "the groups have more than \(Self.most) members, those that stand there twice counted twice",
        remedy: "List every group once.")
    }
  }
}

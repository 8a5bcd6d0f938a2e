/// What takes the place of the state after a recurrence's first loop, to see whether it matters.
public enum PathStart: String, Sendable, Hashable, Codable, CaseIterable {
  /// All zero.
  case zeros
  /// Uniform noise with each row's root mean square.
  case noise
  /// The end state of another token: of the row half way round the batch.
  case other
}

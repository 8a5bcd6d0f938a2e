/// What the ends of a recurrence say about its starts.
public enum PathState: String, Sendable, Hashable, Codable {
  /// The end is where the input leads, wherever the recurrence started.
  case independent = "path independent"
  /// The end depends on the start.
  case dependent = "path dependent"
  /// All inputs end alike, so that starts that end alike show nothing.
  case constant = "ends alike for every input"
  /// Numbers broke, or there are too few rows.
  case unknown
}

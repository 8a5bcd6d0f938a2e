/// What is known of one recurrence: a group while it loops.
public struct RecurrencePaths: Sendable, Hashable {
  /// The recurrent group, from 0.
  public let group: Int
  /// Its loops.
  public let loops: Int
  /// Whether every loop sees what entered the group, or the embedding, beside the running state.
  public let hasRecall: Bool
  /// Mean cosine between different inputs after the first loop.
  public let firstInputAlignment: Double?
  /// The same after the last loop.
  public let lastInputAlignment: Double?
  /// Ends from other starts; nil without recall and with less than two loops.
  public let independence: PathIndependence?
  /// What becomes of a small disturbance; nil where `independence` is, and where numbers broke.
  public let noiseGain: NoiseGain?

  /// What is known.
  public init(
    group: Int, loops: Int, hasRecall: Bool, firstInputAlignment: Double?, lastInputAlignment: Double?,
    independence: PathIndependence?, noiseGain: NoiseGain?
  ) {
    self.group = group
    self.loops = loops
    self.hasRecall = hasRecall
    self.firstInputAlignment = firstInputAlignment
    self.lastInputAlignment = lastInputAlignment
    self.independence = independence
    self.noiseGain = noiseGain
  }

  /// Why path independence has no meaning here; nil where it has.
  public var whyUndefined: String? {
    if !hasRecall {
      return "no loop sees the group's input again, so the start of the recurrence is the input itself"
    }
    return loops < 2 ? "the group has one loop, after which nothing follows that could forget its start" : nil
  }
}

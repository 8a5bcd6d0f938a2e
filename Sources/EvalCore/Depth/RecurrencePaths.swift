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

/// Whether a recurrence with recall ends in the same states wherever it starts.
///
/// The asymptotic alignment is the mean cosine between ends from different starts with the same input. A map that forgets
/// its input has the best alignment of all; the antidote is the alignment between different inputs, beside which it is read.
///
/// Source: Anil et al., "Path Independent Equilibrium Models Can Better Exploit Test-Time Computation", 2022.
public struct PathIndependence: Sendable, Hashable {
  /// Mean cosine, row by row, between the ends from a start and those of the recurrence as it is.
  public let alignments: [PathStart: Double]
  /// Mean cosine between the ends of different rows of the recurrence as it is.
  public let inputAlignment: Double?

  /// The mean over starts; nil where one has none.
  public var asymptoticAlignment: Double? {
    alignments.isEmpty ? nil : alignments.values.reduce(0, +) / Double(alignments.count)
  }

  /// Cosines between inputs above this leave nothing to tell ends apart by.
  static let constantAlignment = 0.999
  /// Path independent are ends that a start moves less than this share of what another input moves them, by 1 − cosine.
  static let startShare = 0.1

  /// What a start changes over what another input changes, both as 1 − cosine; nil where either is unknown.
  public var shareOfStart: Double? {
    guard let asymptoticAlignment, let inputAlignment, inputAlignment < 1 else { return nil }
    return (1 - asymptoticAlignment) / (1 - inputAlignment)
  }

  /// What the ends say.
  public var state: PathState {
    guard asymptoticAlignment != nil, let inputAlignment else { return .unknown }
    guard inputAlignment < Self.constantAlignment, let shareOfStart else { return .constant }
    return shareOfStart < Self.startShare ? .independent : .dependent
  }

  /// Ends that were compared.
  public init(alignments: [PathStart: Double], inputAlignment: Double?) {
    self.alignments = alignments
    self.inputAlignment = inputAlignment
  }
}

/// What becomes of a small disturbance of the state after the first loop.
public struct NoiseGain: Sendable, Hashable {
  /// Relative size of the disturbance at the end over that at the start, root mean square over rows.
  public let total: Double
  /// Loops between the disturbance and the end.
  public let loops: Int

  /// The factor of a loop, if all had the same; above 1 errors grow.
  public var perLoop: Double { total > 0 ? exponential(naturalLogarithm(total) / Double(loops)) : 0 }

  /// A disturbance that was followed to the end.
  public init(total: Double, loops: Int) {
    self.total = total
    self.loops = loops
  }
}

/// What takes the place of the state after a recurrence's first loop, to see whether it matters.
public enum PathStart: String, Sendable, Hashable, Codable, CaseIterable {
  /// All zero.
  case zeros
  /// Uniform noise with each row's root mean square.
  case noise
  /// The end state of another token: of the row half way round the batch.
  case other
}

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

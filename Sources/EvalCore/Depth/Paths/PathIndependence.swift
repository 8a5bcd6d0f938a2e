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

  /// Compares ends, `[row][C]`, rows of different inputs.
  ///
  /// - Parameters:
  ///   - ends: Of the recurrence as it is.
  ///   - others: Of the same rows from other starts.
  public init(ends: [[Float]], others: [PathStart: [[Float]]]) {
    let alignments = others.compactMapValues { StateAlignment.betweenSets($0, ends) }
    self.alignments = alignments.count == others.count ? alignments : [:]
    inputAlignment = StateAlignment.betweenRows(ends)
  }
}

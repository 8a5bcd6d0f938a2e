/// One side of a comparison: a run at one of its read-outs.
public struct RunSide: Sendable {
  /// Name for messages, for example the run's folder.
  public let name: String
  /// One a doc.
  public let outcomes: [Outcome]
  /// Index of the read-out in the outcomes' answers.
  public let readout: Int

  /// A run at one of its read-outs.
  public init(name: String, outcomes: [Outcome], readout: Int) {
    self.name = name
    self.outcomes = outcomes
    self.readout = readout
  }

  var outcomesByDoc: [DocKey: Outcome] {
    Dictionary(outcomes.map { (DocKey($0), $0) }, uniquingKeysWith: { first, _ in first })
  }
}

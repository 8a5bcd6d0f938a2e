public import EvalCore

/// What the costs of an exit sweep count.
public struct ExitCost: Sendable {
  /// Cost of each depth.
  public let values: [Double]
  /// Cost of each depth where all before it are tried too; nil where that is the same, or not known.
  public let triedValues: [Double]?
  /// The unit, for example `layer applications a token`.
  public let unit: String
  /// What a reader must know of these costs; nil where an early exit costs what they say.
  public let caution: String?

  /// Costs in a unit.
  public init(values: [Double], triedValues: [Double]? = nil, unit: String, caution: String? = nil) {
    self.values = values
    self.triedValues = triedValues
    self.unit = unit
    self.caution = caution
  }

  /// Operations a token up to each depth; nil where a depth does not say.
  public init?(_ depths: [ReadoutDepth]) {
    let own = depths.compactMap(\.flopsPerToken)
    let tried = depths.compactMap(\.triedFlopsPerToken)
    guard let deepest = own.max(), own.count == depths.count, tried.count == depths.count else { return nil }
    let unit = FlopUnit(for: Double(deepest))
    let triedValues = tried.map { Double($0) / unit.size }
    self.init(
      values: own.map { Double($0) / unit.size }, triedValues: own == tried ? nil : triedValues,
      unit: "\(unit.name) a token, the head's apart",
      caution: own == tried
        ? nil
        : "These loop counts are programs of their own: a rule that stops at one has paid for those before it too, together "
          + Self.list(triedValues) + ".")
  }

  /// Numbers in a sentence; of many the first, the second and the last.
  private static func list(_ values: [Double]) -> String {
    let texts = values.map { NumberText.significant($0, 4) }
    return (texts.count > 4 ? texts.prefix(2) + ["…"] + texts.suffix(1) : texts[...]).joined(separator: ", ")
  }
}

extension ExitCost {
  /// The operations a token up to each depth of a run; layer applications where an older run does not tell operations.
  ///
  /// An older run whose depths are programs of their own computes more applications than its deepest program has: then a
  /// depth is not on the way to the next, and stopping early costs more than it says here.
  public init(_ run: DepthRun, work: RunManifest.Work?) {
    if let operations = ExitCost(run.depths) {
      self = operations
      return
    }
    let applications = run.depths.map(\.layerApplications)
    let deepest = applications.max() ?? 0
    var caution: String?
    if let work, work.computedTokens > 0, Double(work.tokenApplications) > Double(deepest) * Double(work.computedTokens)
    {
      caution =
        "These loop counts are programs of their own: all together have \(work.tokenApplications / work.computedTokens) "
        + "layer applications, the deepest \(deepest). Trying one after another costs more than is counted here."
    }
    self.init(values: applications.map(Double.init), unit: "layer applications a token", caution: caution)
  }
}

/// The unit in which operations a token are told.
struct FlopUnit {
  /// For example `GFLOP`.
  let name: String
  /// Operations in one.
  let size: Double

  /// The largest unit of which there is at least a tenth.
  init(for operations: Double) {
    (name, size) = operations >= 1e8 ? ("GFLOP", 1e9) : operations >= 1e5 ? ("MFLOP", 1e6) : ("kFLOP", 1e3)
  }
}

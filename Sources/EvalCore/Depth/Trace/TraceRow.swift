/// What one layer application did to the hidden state of one row (a token of a prompt).
///
/// A quantity is nil where it has no value, for example a relative one where h is zero.
public struct TraceRow: Sendable, Hashable {
  /// |h − h′| / |h|.
  public var residual: Double?
  /// The same after the output norm.
  public var normedResidual: Double?
  /// Cosine of the angle between h and h′.
  public var cosine: Double?
  /// Root mean square of h.
  public var rms: Double?
  /// Share of channels that did not change at all.
  public var frozenShare: Double?
  /// |h − h″| / |h| to the end of the loop m before, by m.
  public var lagged: [Int: Double] = [:]

  /// A row without values.
  public init() {}

  /// Whether no quantity is NaN or infinite.
  var isFinite: Bool {
    let values = [residual, normedResidual, cosine, rms, frozenShare].compactMap { $0 } + lagged.values
    return values.allSatisfy(\.isFinite)
  }
}

/// The rows of one layer application, summed up.
public struct TraceAverage: Sendable, Hashable {
  /// A mean over the rows that have a value.
  struct Mean: Sendable, Hashable {
    private var sum = 0.0
    private var count = 0

    /// The mean; nil without values.
    var value: Double? { count == 0 ? nil : sum / Double(count) }

    mutating func add(_ value: Double?) {
      guard let value else { return }
      sum += value
      count += 1
    }
  }

  private(set) var rows = 0
  private(set) var nonFiniteRows = 0
  private(set) var residual = Mean()
  private(set) var normedResidual = Mean()
  private(set) var cosine = Mean()
  private(set) var rms = Mean()
  private(set) var frozenShare = Mean()
  private(set) var lagged: [Int: Mean] = [:]
  private(set) var kl = Mean()
  private(set) var entropy = Mean()

  /// No rows.
  public init() {}

  /// Adds a row; one with NaN or infinity in any quantity is counted and left out of every mean.
  public mutating func add(_ row: TraceRow) {
    rows += 1
    guard row.isFinite else {
      nonFiniteRows += 1
      return
    }
    residual.add(row.residual)
    normedResidual.add(row.normedResidual)
    cosine.add(row.cosine)
    rms.add(row.rms)
    frozenShare.add(row.frozenShare)
    for (lag, value) in row.lagged { lagged[lag, default: Mean()].add(value) }
  }

  /// Adds what was read out at one place after the application.
  ///
  /// - Parameters:
  ///   - entropy: Of the choices in nats.
  ///   - kl: KL(p′ ‖ p) in nats from the read-out before; nil where there is none.
  public mutating func addReadout(entropy: Double, kl: Double?) {
    self.entropy.add(entropy)
    self.kl.add(kl)
  }
}

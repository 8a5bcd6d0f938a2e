/// What every layer application of a depth program did to the hidden state, in the order of the program.
public struct DepthTrace: Sendable, Hashable, Codable {
  /// One a layer application.
  public let records: [DepthTraceRecord]

  /// A trace from its records.
  public init(_ records: [DepthTraceRecord]) { self.records = records }

  /// The recurrent groups, in the order in which they are entered.
  public var groups: [Int] { records.compactMap(\.group).uniqued() }

  /// The records of a group, in order.
  public func records(ofGroup group: Int) -> [DepthTraceRecord] { records.filter { $0.group == group } }

  /// The first application after which a sampled row holds NaN or infinity; nil for a healthy trace.
  public var firstNonFinite: DepthTraceRecord? { records.first { $0.nonFiniteRows > 0 } }
}

/// What one layer application did to the hidden state h, averaged over the sampled rows.
///
/// A record is a line of JSON. Means are over the rows whose numbers are finite; a mean is nil where no row has a value.
public struct DepthTraceRecord: Sendable, Hashable, Codable {
  /// Index of the layer application in the expanded depth program, from 0.
  public let application: Int
  /// Layer of the checkpoint whose weights were applied, from 0.
  public let layer: Int
  /// Recurrent group, from 0; nil in a prelude or coda.
  public let group: Int?
  /// Loop of that group, from 0; nil in a prelude or coda.
  public let loop: Int?
  /// Sampled rows, the broken ones included.
  public let rows: Int
  /// Rows with NaN or infinity; they are in none of the means.
  public let nonFiniteRows: Int
  /// Relative residual |h − h′| / |h| to the state h′ before the application.
  public let residual: Double?
  /// The same after the output norm.
  public let normedResidual: Double?
  /// Cosine of the angle between h and h′.
  public let cosine: Double?
  /// Root mean square of h over its channels.
  public let rms: Double?
  /// Share of channels that did not change at all, from 0 to 1.
  public let frozenShare: Double?
  /// Relative difference |h − h″| / |h| to the end of the loop m before in the same group, by m = 1 … 4.
  ///
  /// Only where a loop ends. m = 1 differs from `residual` where a loop has several layers.
  public let lagged: [Int: Double]
  /// KL(p′ ‖ p) in nats of the read-out after the application from the one before: mean over all rows at which several
  /// tokens are scored, whose probabilities are made to sum to one over these; nil where none was made, and at the first.
  public let kl: Double?
  /// Entropy of the read-out in nats, of the same; nil where none was made.
  public let entropy: Double?

  private enum CodingKeys: String, CodingKey {
    case application, layer, group, loop, rows, residual, cosine, rms, lagged, kl, entropy
    case nonFiniteRows = "non_finite_rows"
    case normedResidual = "normed_residual"
    case frozenShare = "frozen_share"
  }

  /// The record of an application, with the means of `average`.
  public init(application: Int, layer: Int, group: Int?, loop: Int?, average: TraceAverage) {
    self.application = application
    self.layer = layer
    self.group = group
    self.loop = loop
    rows = average.rows
    nonFiniteRows = average.nonFiniteRows
    residual = average.residual.value
    normedResidual = average.normedResidual.value
    cosine = average.cosine.value
    rms = average.rms.value
    frozenShare = average.frozenShare.value
    lagged = average.lagged.compactMapValues(\.value)
    kl = average.kl.value
    entropy = average.entropy.value
  }
}

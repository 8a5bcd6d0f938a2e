/// Something that scores continuations: an RWKV-7 checkpoint under a depth program, or a baseline.
public protocol LanguageModel {
  /// Name for reports.
  var name: String { get }

  /// The depths at which every request is answered, in the order of the answers. One entry with `loops` nil for a model
  /// that does not loop.
  var readouts: [ReadoutDepth] { get }

  /// Scores every request of every doc that is not known.
  ///
  /// - Parameters:
  ///   - docs: Any number, in any order; duplicates are allowed.
  ///   - progress: Called now and then from the calling thread, at least once a layer application; what it throws ends the
  ///     scoring.
  /// - Returns: `[doc][request][readout]`, in the order of `docs`, of their requests and of `readouts`; no answers for a
  ///   known doc.
  /// - Throws: When a request cannot be tokenised or scored, and what `progress` throws. Numbers that break do not throw:
  ///   see `Loglikelihood.fault`.
  func loglikelihoods(
    of docs: [DocRequests], progress: (ScoringProgress) throws -> Void
  ) throws -> [[[Loglikelihood]]]
}

/// A depth at which log-likelihoods are read out.
public struct ReadoutDepth: Sendable, Hashable, Codable {
  /// Total loops of the depth program; nil for a model that does not loop.
  public let loops: Int?
  /// Layer applications of the program, prelude and coda included; 0 for a baseline.
  public let layerApplications: Int
  /// What the read-out stands for; nil in older manifests, whose read-outs are all exact.
  public let kind: ReadoutKind?
  /// Floating-point operations of the program's matrix products for one token, the head's apart; nil for a baseline and in
  /// older manifests.
  public let flopsPerToken: Int?
  /// The same where all read-outs of fewer loops are made too: more than `flopsPerToken` where these are not on the way;
  /// nil where it is not known.
  public let triedFlopsPerToken: Int?

  /// A read-out depth.
  public init(
    loops: Int?, layerApplications: Int, kind: ReadoutKind? = nil, flopsPerToken: Int? = nil,
    triedFlopsPerToken: Int? = nil
  ) {
    self.loops = loops
    self.layerApplications = layerApplications
    self.kind = kind
    self.flopsPerToken = flopsPerToken
    self.triedFlopsPerToken = triedFlopsPerToken
  }
}

/// How far a scoring run has come; what an earlier part of it has done counts nowhere.
public struct ScoringProgress: Sendable, Hashable {
  /// Token × layer applications computed; the unit of work for an estimate of the time left.
  public var workDone = 0
  /// Token × layer applications to compute.
  public let workTotal: Int
  /// Tokens to compute, each shared prefix once a batch.
  public let tokensTotal: Int

  /// The start of a run.
  public init(workTotal: Int, tokensTotal: Int) {
    self.workTotal = workTotal
    self.tokensTotal = tokensTotal
  }

  /// Share of the work that is done, from 0 to 1.
  public var share: Double { workTotal > 0 ? Double(workDone) / Double(workTotal) : 1 }

  /// Tokens whose work is done, a token half way through its layers counting half.
  public var tokensDone: Int { Int(share * Double(tokensTotal)) }
}

/// Something that scores continuations: an RWKV-7 checkpoint under a depth program, or a baseline.
public protocol LanguageModel {
  /// Name for reports.
  var name: String { get }

  /// The depths at which every request is answered, in the order of the answers. One entry with `loops` nil for a model
  /// that does not loop.
  var readouts: [ReadoutDepth] { get }

  /// Scores every request.
  ///
  /// - Parameters:
  ///   - requests: Any number, in any order; duplicates are allowed.
  ///   - progress: Called now and then from the calling thread.
  /// - Returns: `[request][readout]`, in the order of `requests` and of `readouts`.
  /// - Throws: When a request cannot be tokenised or scored. Numbers that break do not throw: see
  ///   `Loglikelihood.fault`.
  func loglikelihoods(
    of requests: [LoglikelihoodRequest], progress: (ScoringProgress) -> Void
  ) throws -> [[Loglikelihood]]
}

/// A depth at which log-likelihoods are read out.
public struct ReadoutDepth: Sendable, Hashable, Codable {
  /// Total loops of the depth program; nil for a model that does not loop.
  public let loops: Int?
  /// Layer applications of the program, prelude and coda included; 0 for a baseline.
  public let layerApplications: Int
  /// What the read-out stands for; nil in older manifests, whose read-outs are all exact.
  public let kind: ReadoutKind?

  /// A read-out depth.
  public init(loops: Int?, layerApplications: Int, kind: ReadoutKind? = nil) {
    self.loops = loops
    self.layerApplications = layerApplications
    self.kind = kind
  }
}

/// How far a scoring run has come.
public struct ScoringProgress: Sendable, Hashable {
  /// Requests answered.
  public var requestsDone: Int
  /// Requests in all.
  public var requestsTotal: Int
  /// Token × layer applications computed; the unit of work for an estimate of the time left.
  public var workDone: Int
  /// Token × layer applications in all.
  public var workTotal: Int

  /// A progress report.
  public init(requestsDone: Int, requestsTotal: Int, workDone: Int, workTotal: Int) {
    self.requestsDone = requestsDone
    self.requestsTotal = requestsTotal
    self.workDone = workDone
    self.workTotal = workTotal
  }
}

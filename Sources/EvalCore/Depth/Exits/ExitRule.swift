/// When to stop looping: at the first depth at which a criterion has held for some read-outs in a row.
public struct ExitRule: Sendable, Hashable, Codable {
  /// What is looked at.
  public let criterion: ExitCriterion
  /// The value that it must be below or above; without meaning for `argmaxStable`.
  public let threshold: Double
  /// Loops before which no exit is taken; read-outs before that count for the patience.
  public let minimumLoops: Int
  /// Read-outs in a row at which the criterion must hold.
  public let patience: Int

  /// A rule.
  public init(criterion: ExitCriterion, threshold: Double, minimumLoops: Int = 0, patience: Int = 1) {
    precondition(patience > 0, "a patience of \(patience)")
    self.criterion = criterion
    self.threshold = threshold
    self.minimumLoops = minimumLoops
    self.patience = patience
  }

  /// The depth at which a doc stops: the last one where the rule never fires.
  ///
  /// - Parameters:
  ///   - values: The criterion's value at each depth; nil never holds.
  ///   - loops: Loops of each depth, ascending.
  public func exit(values: [Double?], loops: [Int]) -> Int {
    var watch = ExitWatch(self)
    for (depth, value) in values.enumerated() where watch.stops(at: value, loops: loops[depth]) { return depth }
    return loops.count - 1
  }

  /// Whether the criterion is met at a depth where it has this value.
  func holds(_ value: Double?) -> Bool {
    guard let value else { return false }
    guard criterion.hasThreshold else { return value > 0 }
    return criterion.firesBelow ? value < threshold : value > threshold
  }
}

/// What an exit rule looks at to tell that more loops will not change the answer.
///
/// All but the residual are read from the log-probabilities of the choices, made to sum to one over the choices.
public enum ExitCriterion: String, Sendable, Hashable, Codable, CaseIterable {
  /// Relative residual of the hidden state to the depth before; must be below the threshold.
  case residual
  /// KL(p′ ‖ p) in nats from the answer at the depth before; must be below the threshold.
  case kl
  /// Entropy of the answer in nats; must be below the threshold.
  case entropy
  /// Probability of the best choice; must be above the threshold.
  case maxProbability = "max_probability"
  /// Log-probability of the best choice minus that of the second in nats; must be above the threshold.
  case margin
  /// Whether the prediction is that of the depth before; has no threshold.
  case argmaxStable = "argmax_stable"

  /// Whether a smaller value speaks for an exit.
  public var firesBelow: Bool { self == .residual || self == .kl || self == .entropy }

  /// Whether there is a threshold to choose.
  public var hasThreshold: Bool { self != .argmaxStable }

  /// The criterion's value at every depth of a doc; nil where it has none: at the first depth for those that look back,
  /// and where a number broke.
  ///
  /// - Parameter answers: The doc's answers by depth.
  func values(of answers: [Outcome.Answer]) -> [Double?] {
    answers.indices.map { value(of: answers[$0], after: $0 > 0 ? answers[$0 - 1] : nil) }
  }

  /// The criterion's value at one depth, `before` being the answer at the depth before.
  func value(of answer: Outcome.Answer, after before: Outcome.Answer?) -> Double? {
    switch self {
    case .residual: answer.fault == nil ? answer.residual : nil
    case .kl:
      before.flatMap(ChoiceDistribution.init(_:))?.divergence(to: ChoiceDistribution(answer))
    case .entropy: ChoiceDistribution(answer)?.entropy
    case .maxProbability: ChoiceDistribution(answer)?.largest
    case .margin: ChoiceDistribution(answer)?.margin
    case .argmaxStable:
      before.flatMap { before in Prediction(answer).index.map { $0 == Prediction(before).index ? 1 : 0 } }
    }
  }
}

/// A doc's choices as a distribution: their log-probabilities, made to sum to one over the choices.
public struct ChoiceDistribution: Sendable {
  /// Natural logarithms.
  private let logs: [Double]
  private let probabilities: [Double]

  /// The distribution over choices; nil where a log-probability is not finite, and without choices.
  public init?(_ logprobs: [Double]) {
    guard logprobs.allSatisfy(\.isFinite), let best = logprobs.max() else { return nil }
    let sum = logprobs.reduce(0) { $0 + exponential($1 - best) }
    logs = logprobs.map { $0 - best - naturalLogarithm(sum) }
    probabilities = logs.map(exponential)
  }

  /// The distribution of an answer; nil where a number broke.
  init?(_ answer: Outcome.Answer) {
    guard answer.fault == nil else { return nil }
    self.init(answer.logprobs)
  }

  /// In nats.
  public var entropy: Double { -zip(logs, probabilities).reduce(0) { $0 + $1.0 * $1.1 } }

  /// Probability of the best choice.
  var largest: Double { probabilities.max() ?? 0 }

  /// Log-probability of the best choice minus that of the second in nats; nil for a single choice.
  var margin: Double? {
    let sorted = logs.sorted(by: >)
    return sorted.count > 1 ? sorted[0] - sorted[1] : nil
  }

  /// KL(self ‖ other) in nats, never below zero; nil without another.
  public func divergence(to other: ChoiceDistribution?) -> Double? {
    other.map { other in
      max(0, zip(probabilities, zip(logs, other.logs)).reduce(0) { $0 + $1.0 * ($1.1.0 - $1.1.1) })
    }
  }
}

/// One doc on its way from depth to depth, until a rule stops it.
public struct ExitWatch: Sendable {
  private let rule: ExitRule
  /// Depths in a row, up to the last one seen, at which the criterion holds.
  private var held = 0
  private var before: Outcome.Answer?

  /// A doc before its first depth.
  public init(_ rule: ExitRule) { self.rule = rule }

  /// Whether the rule stops the doc at this depth; to be asked at every depth, in ascending order.
  ///
  /// - Parameters:
  ///   - answer: The doc's answer there.
  ///   - loops: Total loops of the depth.
  public mutating func stops(at answer: Outcome.Answer, loops: Int) -> Bool {
    defer { before = answer }
    return stops(at: rule.criterion.value(of: answer, after: before), loops: loops)
  }

  /// The same where the criterion's value is known.
  mutating func stops(at value: Double?, loops: Int) -> Bool {
    held = rule.holds(value) ? held + 1 : 0
    return held >= rule.patience && loops >= rule.minimumLoops
  }
}

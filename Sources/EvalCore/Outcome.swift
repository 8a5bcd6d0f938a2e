/// What a model did with one doc: lm-eval's per-document sample.
///
/// Everything that is measured and reported later (accuracy, verdict, comparisons) is computed from outcomes, without
/// the model.
public struct Outcome: Sendable, Hashable {
  /// Task name, for example `mmlu_abstract_algebra`.
  public let task: String
  /// Row of the doc in its split, from 0.
  public let docID: Int
  /// SHA-256 (hex) of the doc's fields.
  public let docHash: String
  /// SHA-256 (hex) of the rendered context.
  public let promptHash: String
  /// SHA-256 (hex) of the target text.
  public let targetHash: String
  /// Labels of the choices, for example `["A", "B", "C", "D"]`.
  public let choices: [String]
  /// Index of the right choice.
  public let gold: Int
  /// One entry a read-out depth, in the run's order; where an exit rule stopped the doc, the entries up to that depth.
  public let answers: [Answer]

  /// An outcome of one doc.
  public init(
    task: String, docID: Int, docHash: String, promptHash: String, targetHash: String, choices: [String], gold: Int,
    answers: [Answer]
  ) {
    self.task = task
    self.docID = docID
    self.docHash = docHash
    self.promptHash = promptHash
    self.targetHash = targetHash
    self.choices = choices
    self.gold = gold
    self.answers = answers
  }

  /// The model's answer to one doc at one depth.
  public struct Answer: Sendable, Hashable {
    /// Total loops of this read-out; nil for a model that does not loop.
    public let loops: Int?
    /// Log-probability of each choice in nats; NaN or −∞ where the numbers broke.
    public let logprobs: [Double]
    /// Whether each choice is what greedy decoding would produce.
    public let isGreedy: [Bool]
    /// The first fault among the choices; nil for a healthy answer.
    public let fault: NumericalFault?
    /// The largest `Loglikelihood.residual` among the choices; nil where one has none.
    public let residual: Double?

    /// An answer at one depth.
    public init(
      loops: Int?, logprobs: [Double], isGreedy: [Bool], fault: NumericalFault?, residual: Double? = nil
    ) {
      self.loops = loops
      self.logprobs = logprobs
      self.isGreedy = isGreedy
      self.fault = fault
      self.residual = residual
    }

    /// The answer that the log-likelihoods of a doc's choices make.
    public init(loops: Int?, choices: some Collection<Loglikelihood>) {
      let residuals = choices.compactMap(\.residual)
      self.init(
        loops: loops, logprobs: choices.map(\.logprob), isGreedy: choices.map(\.isGreedy),
        fault: choices.lazy.compactMap(\.fault).first,
        residual: residuals.count == choices.count ? residuals.max() : nil)
    }
  }
}

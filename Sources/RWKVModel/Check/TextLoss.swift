internal import RWKVKernels

/// How well a program predicts a text: the one that was trained has the lowest loss of all that load the same tensors.
public struct TextLoss: Sendable, Hashable {
  /// −ln p of every token but the first, in nats; NaN where the numbers broke.
  public let losses: [Double]

  /// Tokens of a text that are looked at: they all pass through a layer at once, so that a long text would take any amount
  /// of memory.
  public static let mostTokens = 8_192

  /// The loss of the first `mostTokens` tokens of a text.
  ///
  /// - Parameter tokens: Ids of the model's vocabulary, at least two.
  /// - Throws: `UserError` when the program needs a tensor that the checkpoint lacks.
  public init(_ model: RWKVModel, program: DepthProgram, engine: Engine, tokens: [Int]) throws {
    precondition(tokens.count >= 2, "\(tokens.count) tokens to predict")
    let tokens = tokens.prefix(Self.mostTokens)
    let forest = TokenForest([tokens.dropLast().map(Int32.init)], sharesPrefixes: program.isCausal)
    let targets = tokens.dropFirst().enumerated().map { OutputHead.Target(row: $0.offset, token: $0.element) }
    var losses: [Double] = []
    try ForwardPass(model, programs: [program], engine: engine).run(forest, rows: forest.paths[0]) { readout in
      losses = OutputHead(model, engine: engine).scores(of: targets, hidden: readout.hidden).map { -$0.logprob }
    }
    self.losses = losses
  }

  /// Nats a token.
  public var mean: Double { losses.reduce(0, +) / Double(losses.count) }

  /// By how many standard errors of the paired differences another program's loss is lower; 0 for a single token.
  ///
  /// - Returns: Positive where `other` predicts better; infinite where only this one's numbers broke.
  public func standardErrorsAbove(_ other: TextLoss) -> Double {
    guard other.mean.isFinite else { return 0 }
    guard mean.isFinite else { return .infinity }
    let differences = zip(losses, other.losses).map { $0 - $1 }
    let count = Double(differences.count)
    let average = differences.reduce(0, +) / count
    let variance = differences.reduce(0) { $0 + ($1 - average) * ($1 - average) } / max(count - 1, 1)
    return variance > 0 ? average / (variance / count).squareRoot() : 0
  }
}

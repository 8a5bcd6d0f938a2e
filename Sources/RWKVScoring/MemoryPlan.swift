public import RWKVModel

/// How a pass is cut to the memory that it may take.
///
/// The cut into batches can change the last bits of a result, so it does not depend on the number of threads: half of what
/// weights leave is for the tokens of a batch, less where not even two threads could work beside them, and the workspace of
/// all threads is cut to the rest.
public struct MemoryPlan: Sendable {
  /// Tokens of a batch at least, however little memory there is.
  private static let fewestTokens = 256
  /// Branch points that are open at the same time in a forest of prompts: 9 at most in MMLU, 11 in HellaSwag.
  public static let branches = 12

  /// Tokens of a batch.
  public let tokensPerBatch: Int
  /// Blocks of rows that every thread has at a time.
  public let blocksPerThread: Int
  /// Bytes that the pass takes.
  public let bytes: Int

  /// A plan.
  ///
  /// - Parameters:
  ///   - budget: Bytes; nil for any number.
  ///   - recordedTokens: Of a batch of the run that is resumed; nil to choose.
  ///   - flopsPerToken: Of all programs together.
  public init(
    _ need: MemoryNeed, budget: Int?, recordedTokens: Int?, flopsAtOnce: Int?, flopsPerToken: Int, threads: Int
  ) {
    let standard = RWKVLanguageModel.Layout().tokensPerBatch
    let room = budget.map { max($0 - need.weights, 0) / 2 } ?? .max
    var tokens = max(min(standard, room / need.perToken), Self.fewestTokens)
    // The least workspace of two threads, however many there are.
    while let budget, tokens > Self.fewestTokens,
      need.weights + tokens * need.perToken + need.workspace(tokens: tokens, threads: 2, blocksPerThread: 1) > budget
    {
      tokens = max(tokens / 2, Self.fewestTokens)
    }
    let atOnce = flopsAtOnce.map { max($0 / flopsPerToken, 1536) } ?? .max
    let states = need.states(branches: Self.branches)
    // A batch of more work goes through in stretches, which takes a state an application.
    if tokens > atOnce, states > room { tokens = atOnce }
    tokens = recordedTokens ?? tokens
    let isCut = tokens > atOnce
    let streams = isCut ? states + max(atOnce, 768 * threads) * need.perToken : tokens * need.perToken
    func total(_ blocksPerThread: Int) -> Int {
      need.weights + streams + need.workspace(tokens: tokens, threads: threads, blocksPerThread: blocksPerThread)
    }
    blocksPerThread = budget.flatMap { budget in [4, 2, 1].first { total($0) <= budget } ?? 1 } ?? 4
    bytes = total(blocksPerThread)
    tokensPerBatch = tokens
  }

  /// What is to be said where the pass takes more than `--memory` allows.
  public func note(limit: Int?, threads: Int) -> String? {
    guard let limit, bytes > limit else { return nil }
    return "the pass takes about \(bytes >> 20) MB, more than --memory allows: weights, \(tokensPerBatch) tokens of a "
      + "batch and the workspace of \(threads) threads are as small as can be"
  }
}

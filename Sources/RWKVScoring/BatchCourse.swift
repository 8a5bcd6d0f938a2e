internal import EvalCore
internal import RWKVModel

/// How many tokens a batch has, and whether it goes through the model in stretches: by memory and by work.
///
/// A batch of much work goes through in stretches, so that prefixes are shared as in any other and answers come about once a
/// minute. Which batches these are follows from the layout and the program alone, and so do their blocks; how long a
/// stretch is changes no bit, and follows the number of threads too.
struct BatchCourse {
  /// Rows of a batch that cannot go through in stretches, at least: four blocks, in which GEMMs run at full speed.
  private static let fewestRows = 1536
  /// Rows of a block at least, where stretches must be short.
  private static let smallestBlock = 288
  /// Operations of a stretch for each weight that it widens, at least: then widening takes one percent of the time (0.6 ns
  /// a value at 150 GFLOPS).
  private static let flopsPerWidening = 9000

  private let layout: RWKVLanguageModel.Layout
  let pass: ForwardPass
  /// Of all programs together.
  private let flopsPerToken: Int
  private let canStretch, canStop: Bool
  /// Tokens of a batch.
  let tokensPerBatch: Int

  /// - Parameter canStop: Whether docs may leave a batch on its way.
  init(
    _ layout: RWKVLanguageModel.Layout, _ pass: ForwardPass, programs: [DepthProgram], canStop: Bool
  ) {
    self.layout = layout
    self.pass = pass
    self.canStop = canStop
    canStretch = programs.allSatisfy(\.isCausal)
    flopsPerToken = max(
      DepthProgram.accumulatedCosts(of: programs) { ModelCosts.flopsPerToken(pass.model, $0) }.max() ?? 1, 1)
    tokensPerBatch =
      canStretch && !canStop
      ? layout.tokensPerBatch
      : min(
        layout.tokensPerBatch,
        layout.flopsAtOnce.map { [flopsPerToken] in max($0 / flopsPerToken, Self.fewestRows) } ?? .max)
  }

  /// How a batch goes through; nil for all of its rows at once.
  func stretching(_ batch: ForestBatch) -> ForwardPass.Stretching? {
    guard canStretch else { return nil }
    let needed = batch.isKnownInPart && !canStop ? batch.neededRows : nil
    if let flops = layout.flopsAtOnce, !canStop, batch.tokens > flops / flopsPerToken {
      let rows = max(flops / flopsPerToken, Self.flopsPerWidening * pass.widenedValues / flopsPerToken)
      return .init(
        rowsAtOnce: min(rows, layout.tokensPerBatch), blocksAtOnce: pass.threads,
        blockRows: min(max(flops / flopsPerToken / 2, Self.smallestBlock), 768), needed: needed)
    }
    guard batch.tokens > layout.tokensPerBatch else { return nil }
    return .init(rowsAtOnce: layout.tokensPerBatch, needed: needed)
  }

  /// The rows of a batch that go through an application.
  func rowCount(_ batch: ForestBatch) -> Int { batch.rowCount(pass, stretching(batch)) }
}

/// The docs of a batch on their way from read-out to read-out, until a rule stops them.
struct DocWatch {
  private var watches: [ExitWatch]
  private(set) var goesOn: [Bool]

  /// - Parameter docs: Their number.
  init(_ rule: ExitRule, docs: Int) {
    watches = Array(repeating: ExitWatch(rule), count: docs)
    goesOn = Array(repeating: true, count: docs)
  }

  /// Stops the doc if its answers meet the rule.
  ///
  /// - Parameters:
  ///   - answers: Of its requests at a read-out.
  ///   - loops: Total loops of the read-out.
  mutating func look(at answers: [Loglikelihood], of doc: Int, loops: Int?) {
    guard goesOn[doc] else { return }
    if watches[doc].stops(at: Outcome.Answer(loops: loops, choices: answers), loops: loops ?? 0) {
      goesOn[doc] = false
    }
  }
}

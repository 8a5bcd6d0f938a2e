internal import RWKVKernels

/// The activations of a forest, [tokens, C] each, reused from application to application.
final class Workspace: Sendable {
  /// Matrices of [tokens, C] below.
  static let matricesPerToken = 13

  let hidden, source, firstValue: Matrix
  let normed, channelNormed: Matrix
  let receptance, decay, key, value, rate, removalKey, gate, output: Matrix
  let flags: RowFlagBuffer
  let blocks: RowBlocks
  let scratch: [WorkerScratch]

  init(tokens: Int, model: RWKVModel, plan: WKVPlan, workers: Int) {
    let columns = model.shape.width
    func matrix() -> Matrix { Matrix(rows: tokens, columns: columns) }
    hidden = matrix()
    source = matrix()
    firstValue = matrix()
    normed = matrix()
    channelNormed = matrix()
    receptance = matrix()
    decay = matrix()
    key = matrix()
    value = matrix()
    rate = matrix()
    removalKey = matrix()
    gate = matrix()
    output = matrix()
    flags = RowFlagBuffer(rows: tokens)
    blocks = RowBlocks(rows: tokens)
    let blockRows = min(blocks.size, tokens)
    let state = Kernels.wkvScratchCount(headSize: model.shape.headSize, plan: plan)
    scratch = (0..<workers).map { _ in WorkerScratch(rows: blockRows, model: model, stateCount: state) }
  }
}

/// The memory of one worker, for one block of rows.
final class WorkerScratch: Sendable {
  /// Token-shifted inputs, [rows, C] each.
  let mixes: [Matrix]
  /// Output of the value LoRA, [rows, C].
  let valueGate: Matrix
  /// LoRA middles by rank, [rows, D].
  let lowRank: [Int: Matrix]
  /// Middles of the channel mix by width, [rows, F].
  let channel: [Int: Matrix]
  /// Both halves of a concatenation, [rows, 2C], and one half, [rows, C].
  let pair, half: Matrix
  /// WKV state and its stack.
  let state: Matrix

  init(rows: Int, model: RWKVModel, stateCount: Int) {
    let columns = model.shape.width
    mixes = (0..<6).map { _ in Matrix(rows: rows, columns: columns) }
    valueGate = Matrix(rows: rows, columns: columns)
    let layers = model.layers
    let ranks = Set(
      layers.flatMap { [$0.decay, $0.rate, $0.gate, $0.valueResidual].compactMap { $0?.down.shape[1] } })
    lowRank = Dictionary(uniqueKeysWithValues: ranks.map { ($0, Matrix(rows: rows, columns: $0)) })
    let widths = Set(layers.map(\.channelWidth))
    channel = Dictionary(uniqueKeysWithValues: widths.map { ($0, Matrix(rows: rows, columns: $0)) })
    let concatenates = model.sharedAdapter != nil || !model.groupInjections.isEmpty
    pair = Matrix(rows: concatenates ? rows : 0, columns: 2 * columns)
    half = Matrix(rows: concatenates ? rows : 0, columns: columns)
    state = Matrix(rows: 1, columns: stateCount)
  }
}

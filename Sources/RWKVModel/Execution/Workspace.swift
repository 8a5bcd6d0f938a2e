internal import RWKVKernels

/// What a forest's tokens carry from one layer application to the next, [rows, C] each.
final class ResidualStream: Sendable {
  /// h, e (what is injected) and v_first; e has no rows where no program injects.
  let hidden, source, firstValue: Matrix
  let flags: RowFlagBuffer

  init(rows: Int, columns: Int, hasSource: Bool) {
    hidden = Matrix(rows: rows, columns: columns)
    source = Matrix(rows: hasSource ? rows : 0, columns: columns)
    firstValue = Matrix(rows: rows, columns: columns)
    flags = RowFlagBuffer(rows: rows)
  }

  /// Copies one row of another stream.
  func copyRow(_ row: Int, from other: ResidualStream, _ otherRow: Int) {
    let (own, theirs) = (row..<(row + 1), otherRow..<(otherRow + 1))
    hidden.copyRows(own, from: other.hidden, theirs)
    if source.rows > 0 { source.copyRows(own, from: other.source, theirs) }
    firstValue.copyRows(own, from: other.firstValue, theirs)
  }
}

/// The activations between two states of the residual stream, [rows, C] each, for the rows of one chunk.
final class Activations: Sendable {
  let receptance, decay, key, value, rate, removalKey, gate: Matrix
  /// Input of the time mix; the recurrence's output takes its place.
  let normed: Matrix
  var output: Matrix { normed }
  /// Input of the channel mix, in the place of the decay, which nobody reads any more.
  var channelNormed: Matrix { decay }

  init(rows: Int, columns: Int) {
    func matrix() -> Matrix { Matrix(rows: rows, columns: columns) }
    receptance = matrix()
    decay = matrix()
    key = matrix()
    value = matrix()
    rate = matrix()
    removalKey = matrix()
    gate = matrix()
    normed = matrix()
  }

  /// Copies what the end of the time mix reads of one row.
  func copyRow(_ row: Int, from other: Activations, _ otherRow: Int) {
    let pairs = [
      (receptance, other.receptance), (key, other.key), (value, other.value), (gate, other.gate),
      (output, other.output),
    ]
    for (own, theirs) in pairs { own.copyRows(row..<(row + 1), from: theirs, otherRow..<(otherRow + 1)) }
  }
}

/// What a chunk needs of the chunks before it in the same application.
final class ChunkStates: Sendable {
  let wkv: WKVStates
  /// Normed inputs of the time mix and of the channel mix, [slots, C] each.
  let timeBefore, channelBefore: Matrix

  init(_ forest: TokenForest, slots: Int, shape: ModelShape) {
    wkv = WKVStates(shape.state, plan: forest.plan)
    timeBefore = Matrix(rows: slots, columns: shape.width)
    channelBefore = Matrix(rows: slots, columns: shape.width)
  }
}

/// The memory of a pass over one forest, reused from application to application.
final class Workspace: Sendable {
  /// Of one stretch.
  let stream: ResidualStream
  let chunks: ForestChunks
  let activations: Activations
  /// One for all applications, or one an application where the forest has several stretches.
  private let chunkStates: [ChunkStates]
  let scratch: [WorkerScratch]
  /// The recurrence from the layers' own first states; nil where they start from zeros.
  let givenStatePlan: WKVPlan?

  /// - Parameter applications: Of all programs.
  init(_ forest: TokenForest, chunks: ForestChunks, model: RWKVModel, hasSource: Bool, applications: Int, workers: Int)
  {
    let columns = model.shape.width
    self.chunks = chunks
    stream = ResidualStream(rows: chunks.largestStretch, columns: columns, hasSource: hasSource)
    activations = Activations(rows: chunks.largest, columns: columns)
    chunkStates = (0..<(chunks.stretches.count > 1 ? applications : 1)).map { _ in
      ChunkStates(forest, slots: chunks.slots, shape: model.shape)
    }
    givenStatePlan = model.checkpoint.state.map { _ in forest.plan.fromGivenState }
    let rows = chunks.largestBlock
    scratch = (0..<workers).map { _ in WorkerScratch(rows: rows, model: model) }
  }

  /// The memory of a pass that goes on with some rows only, whose residual stream moves to the front of `whole`'s.
  ///
  /// - Parameters:
  ///   - rows: Of `whole`'s forest, ascending, those of `forest`.
  ///   - chunks: Of `forest`, in one stretch.
  init(_ whole: Workspace, keeping rows: [Int], forest: TokenForest, chunks: ForestChunks, model: RWKVModel) {
    self.chunks = chunks
    stream = whole.stream
    for (place, row) in rows.enumerated() where place != row { stream.copyRow(place, from: stream, row) }
    activations = Activations(rows: chunks.largest, columns: model.shape.width)
    chunkStates = [ChunkStates(forest, slots: chunks.slots, shape: model.shape)]
    givenStatePlan = whole.givenStatePlan.map { _ in forest.plan.fromGivenState }
    scratch = whole.scratch.map { _ in WorkerScratch(rows: chunks.largestBlock, model: model) }
  }

  /// The states of an application, applications being counted over all programs.
  func chunkStates(of ordinal: Int) -> ChunkStates { chunkStates[chunkStates.count > 1 ? ordinal : 0] }
}

/// The memory of one worker, for one block of rows.
final class WorkerScratch: Sendable {
  /// Token-shifted inputs, [rows, C] each.
  let mixes: [Matrix]
  /// Output of the value LoRA, [rows, C].
  let valueGate: Matrix
  /// LoRA middles by rank, [rows, D].
  private let middles: [Int: Matrix]
  /// Middles of the channel mix by width, [rows, F].
  private let channels: [Int: Matrix]
  /// Both halves of a concatenation, [rows, 2C], and one half, [rows, C].
  let pair, half: Matrix
  /// Nil for models without DeepEmbed.
  let deepEmbed: DeepEmbed.Scratch?

  init(rows: Int, model: RWKVModel) {
    let columns = model.shape.width
    mixes = (0..<6).map { _ in Matrix(rows: rows, columns: columns) }
    valueGate = Matrix(rows: rows, columns: columns)
    let (ranks, widths) = (Self.ranks(model), Self.channelWidths(model))
    middles = Dictionary(uniqueKeysWithValues: ranks.map { ($0, Matrix(rows: rows, columns: $0)) })
    channels = Dictionary(uniqueKeysWithValues: widths.map { ($0, Matrix(rows: rows, columns: $0)) })
    let concatenates = model.hasConcatenation
    pair = Matrix(rows: concatenates ? rows : 0, columns: 2 * columns)
    half = Matrix(rows: concatenates ? rows : 0, columns: columns)
    deepEmbed = model.deepEmbedSize.map { .init(rows: rows, $0) }
  }

  /// A middle of a time mix, [rows, columns].
  func middle(_ columns: Int) -> Matrix { Self.matrix(columns, in: middles) }

  /// The middle of a channel mix, [rows, columns].
  func channel(_ columns: Int) -> Matrix { Self.matrix(columns, in: channels) }

  private static func matrix(_ columns: Int, in matrices: [Int: Matrix]) -> Matrix {
    guard let matrix = matrices[columns] else { preconditionFailure("no scratch for \(columns) columns") }
    return matrix
  }

  /// Columns of all of it together.
  static func columns(_ model: RWKVModel) -> Int {
    let c = model.shape.width
    return 7 * c + ranks(model).reduce(0, +) + channelWidths(model).reduce(0, +) + (model.hasConcatenation ? 3 * c : 0)
      + (model.deepEmbedSize.map(DeepEmbed.Scratch.columns) ?? 0)
  }

  private static func ranks(_ model: RWKVModel) -> Set<Int> {
    model.layers.reduce(into: []) { $0.formUnion($1.timeMix.middles) }
  }

  private static func channelWidths(_ model: RWKVModel) -> Set<Int> { Set(model.layers.map(\.channelMix.width)) }
}

extension RWKVModel {
  /// Of the layers with DeepEmbed, which all have the same; nil where none has it.
  fileprivate var deepEmbedSize: DeepEmbed.Size? { layers.lazy.compactMap(\.channelMix.deepEmbedSize).first }

  /// Whether a program may concatenate what it injects.
  fileprivate var hasConcatenation: Bool { sharedAdapter != nil || !groupInjections.isEmpty }
}

internal import RWKVKernels

/// The tensors of one half of a layer, of whatever generation of RWKV: a time mix or a channel mix.
protocol LayerPartTensors: Sendable {
  /// Matrices that a token is multiplied with.
  var matrices: [CheckpointTensor] { get }
  /// All others.
  var vectors: [CheckpointTensor] { get }
}

/// The tensors of a layer's time mix.
protocol TimeMixTensors: LayerPartTensors {
  /// The last matrix, which rows that nobody reads do without.
  var output: CheckpointTensor { get }
  /// Columns of what stands between two products, the hidden state apart.
  var middles: Set<Int> { get }
  /// Ranks that `config.json` may tell: the field, the tensor after `blocks.N.`, and the rank.
  var ranks: [(field: String, tensor: String, rank: Int)] { get }
  /// Numbers of matrices that only an application which mixes values towards v_first multiplies with.
  var valueResidualParameterCount: Int { get }
  /// Whether an application that mixes values towards v_first finds no tensors for it.
  var lacksValueResidual: Bool { get }

  /// The weights as fp32, matrices filled by `widening`.
  func widened(_ widening: inout Widening, kernels: Kernels) -> any TimeMix
}

extension TimeMixTensors {
  var ranks: [(field: String, tensor: String, rank: Int)] { [] }
  var valueResidualParameterCount: Int { 0 }
  var lacksValueResidual: Bool { false }
}

/// The tensors of a layer's channel mix.
protocol ChannelMixTensors: LayerPartTensors {
  /// F.
  var width: Int { get }
  /// Of a DeepEmbed; nil for a channel mix without.
  var deepEmbedSize: DeepEmbed.Size? { get }
  /// Numbers that are never widened as a whole: rows of them are read for tokens.
  var unwidenedParameterCount: Int { get }

  /// The weights as fp32, matrices filled by `widening`.
  func widened(_ widening: inout Widening, kernels: Kernels) -> any ChannelMix
}

extension ChannelMixTensors {
  var deepEmbedSize: DeepEmbed.Size? { nil }
  var unwidenedParameterCount: Int { 0 }
}

/// The time mix of a layer over a chunk of a forest, in three parts between which all rows must be done.
protocol TimeMix: Sendable {
  /// From the normed input to what the recurrence reads, for one block of rows.
  ///
  /// - Parameters:
  ///   - before: The rows before the chunk.
  ///   - firstValue: v_first of the forest, read or written where a generation has it.
  func project(
    _ block: Range<Int>, of chunk: ForestChunk, before: Matrix, residual: LayerApplication.ValueResidual,
    _ activations: Activations, firstValue: Matrix, _ scratch: WorkerScratch)

  /// The recurrence, for some strips of one head over a chunk.
  func recur(
    head: Int, strips: Range<Int>, plan: WKVPlan, chunk: ForestChunk, _ activations: Activations, states: WKVStates,
    carried: CarriedWKVStates?)

  /// From the recurrence's output to the residual stream, for one block of rows.
  func finish(_ block: Range<Int>, _ activations: Activations, into hidden: Matrix, _ streamRows: Range<Int>)
}

/// The channel mix of a layer.
protocol ChannelMix: Sendable {
  /// For one block of rows, from the normed input of a chunk to the residual stream.
  ///
  /// - Parameter tokens: Of the block's rows.
  func forward(
    _ block: Range<Int>, of chunk: ForestChunk, before: Matrix, normed: Matrix, tokens: ArraySlice<Int32>,
    into hidden: Matrix, _ scratch: WorkerScratch)
}

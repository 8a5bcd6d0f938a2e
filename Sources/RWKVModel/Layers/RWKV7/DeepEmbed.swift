internal import RWKVKernels

/// The tensors of a layer's DeepEmbed, which RWKV-7a has in its channel mixes.
///
/// R is its rank, 32 in the published models.
struct DeepEmbedTensors: Sendable {
  /// s_emb [V, R²]: a matrix for each token.
  let table: CheckpointTensor
  /// s_emb_x [R², C]: what the token's embedding adds to its matrix.
  let ofEmbedding: CheckpointTensor
  /// s1 [C, R] and s2 [R, F].
  let down, up: CheckpointTensor
  /// s0 [F].
  let base: CheckpointTensor
  /// The model's embedding [V, C], and ln0; nil where the file's embedding has gone through it.
  let embedding: CheckpointTensor
  let embeddingNorm: LayerTensors.Norm?

  /// Nil for a layer without.
  init?(
    _ block: String, _ shape: ModelShape, _ configuration: ModelConfiguration, channelWidth: Int,
    _ binder: inout TensorBinder
  ) throws {
    let block = block + "ffn."
    guard ["s_emb.weight", "s_emb_x.weight", "s0", "s1", "s2"].contains(where: { binder.has(block + $0) }) else {
      return nil
    }
    let rank = try binder.shape(of: block + "s1").last ?? 0
    down = try binder.take(block + "s1", shape: [shape.width, rank])
    up = try binder.take(block + "s2", shape: [rank, channelWidth])
    base = try binder.take(block + "s0", shape: [channelWidth])
    table = try binder.take(block + "s_emb.weight", shape: [shape.vocabulary, rank * rank])
    ofEmbedding = try binder.take(block + "s_emb_x.weight", shape: [rank * rank, shape.width])
    embedding = try binder.take("emb.weight", shape: [shape.vocabulary, shape.width])
    embeddingNorm =
      try configuration.isEmbeddingNormFused
      ? nil : .init("blocks.0.ln0", width: shape.width, configuration, &binder)
  }

  var size: DeepEmbed.Size { .init(rank: down.shape[1], channelWidth: up.shape[1]) }
  var matrices: [CheckpointTensor] { [ofEmbedding, down, up] }
  var vectors: [CheckpointTensor] { [table, base] }
}

/// DeepEmbed: the middle of the channel mix times a factor that a matrix of the token's own makes of the layer's input,
/// `k ← k · ((x s1) M s2 + s0)` with `M = s_emb[token] + LN0(emb[token]) s_emb_xᵀ` as [R, R].
///
/// Source: BlinkDL/RWKV-LM, `RWKV-v7/rwkv_v7a_demo.py`, and the PyPI package `rwkv` with `RWKV_DE_VERSION=1`.
struct DeepEmbed: Sendable {
  /// R and F.
  struct Size: Sendable, Hashable {
    let rank, channelWidth: Int
  }

  private let rank: Int
  private let table, embedding: CheckpointTensor
  private let embeddingNorm: LayerWeights.Norm?
  private let ofEmbedding, down, up: LinearWeights
  private let base: Matrix
  private let kernels: Kernels

  init(_ tensors: DeepEmbedTensors, _ widening: inout Widening, kernels: Kernels) {
    self.kernels = kernels
    rank = tensors.size.rank
    table = tensors.table
    embedding = tensors.embedding
    embeddingNorm = tensors.embeddingNorm.map(LayerWeights.Norm.init)
    ofEmbedding = LinearWeights(widening.matrix(tensors.ofEmbedding), .outputByInput)
    down = LinearWeights(widening.matrix(tensors.down), .inputByOutput)
    up = LinearWeights(widening.matrix(tensors.up), .inputByOutput)
    base = tensors.base.vector()
  }

  /// The memory of one worker.
  final class Scratch: Sendable {
    /// [rows, R²], [rows, R] twice, [rows, F].
    let matrices, middle, mixed, factors: Matrix

    init(rows: Int, _ size: Size) {
      matrices = Matrix(rows: rows, columns: size.rank * size.rank)
      middle = Matrix(rows: rows, columns: size.rank)
      mixed = Matrix(rows: rows, columns: size.rank)
      factors = Matrix(rows: rows, columns: size.channelWidth)
    }

    static func columns(_ size: Size) -> Int { size.rank * (size.rank + 2) + size.channelWidth }
  }

  /// Multiplies the middle of the channel mix, rows 0 to the number of tokens.
  ///
  /// - Parameters:
  ///   - normed: The layer's normed input, of which `block` belongs to the rows.
  ///   - embedded: Overwritten, [rows, C].
  func scale(
    _ between: Matrix, tokens: ArraySlice<Int32>, normed: Matrix, _ block: Range<Int>, embedded: Matrix,
    _ scratch: Scratch
  ) {
    let rows = 0..<tokens.count
    // 1. M of every token.
    for (row, token) in tokens.enumerated() {
      embedded.withMutableSpan(rows: row..<(row + 1)) {
        embedding.widen(rows: Int(token)..<(Int(token) + 1), into: &$0)
      }
    }
    if let norm = embeddingNorm {
      kernels.layerNorm(
        embedded, rows: rows, weight: norm.weight, bias: norm.bias, epsilon: norm.epsilon, into: embedded,
        flags: RowFlagBuffer(rows: rows.count))
    }
    kernels.linear(embedded, rows, ofEmbedding, into: scratch.matrices, rows)  // [rows, R²]
    var own = [Float](repeating: 0, count: rank * rank)
    for (row, token) in tokens.enumerated() {
      var span = own.mutableSpan
      table.widen(rows: Int(token)..<(Int(token) + 1), into: &span)
      scratch.matrices.withMutableSpan(rows: row..<(row + 1)) { numbers in
        for index in own.indices { numbers[index] += own[index] }
      }
    }
    kernels.round(scratch.matrices, rows: rows)
    // 2. (x s1) M.
    kernels.linear(normed, block, down, into: scratch.middle, rows)  // [rows, R]
    for row in rows {
      let (x, matrix) = (scratch.middle.row(row), scratch.matrices.row(row))
      scratch.mixed.withMutableSpan(rows: row..<(row + 1)) { numbers in
        for column in 0..<rank {
          var sum: Float = 0
          for index in 0..<rank { sum += x[index] * matrix[index * rank + column] }
          numbers[column] = sum
        }
      }
    }
    kernels.round(scratch.mixed, rows: rows)
    // 3. The factors.
    kernels.linear(scratch.mixed, rows, up, into: scratch.factors, rows)  // [rows, F]
    scratch.factors.addVector(base, toRows: rows)
    kernels.round(scratch.factors, rows: rows)
    for row in rows {
      let factors = scratch.factors.row(row)
      between.withMutableSpan(rows: row..<(row + 1)) { numbers in
        for column in factors.indices { numbers[column] *= factors[column] }
      }
    }
    kernels.round(between, rows: rows)
  }
}

internal import Console

/// The sizes of a model, read from its tensors.
public struct ModelShape: Sendable, Hashable {
  /// V, rows of the embedding and of the head.
  public let vocabulary: Int
  /// C, channels of the residual stream.
  public let width: Int
  /// H.
  public let heads: Int
  /// N = C / H.
  public let headSize: Int
  /// Number of layers in the checkpoint.
  public let layers: Int

  init(_ binder: TensorBinder, layers: Int) throws {
    let embedding = try binder.shape(of: "emb.weight")
    let bonus = try binder.shape(of: "blocks.0.att.r_k")
    guard embedding.count == 2, bonus.count == 2, embedding[0] > 0,
      ShapeArithmetic.product(bonus) == embedding[1]
    else {
      throw UserError(
        "emb.weight has shape \(embedding) and blocks.0.att.r_k \(bonus)",
        remedy: "An RWKV-7 checkpoint has emb.weight [V, C] and r_k [heads, head size] with heads × head size = C")
    }
    guard (2...128).contains(bonus[1]) else {
      throw UserError(
        "the head size is \(bonus[1]) (blocks.0.att.r_k \(bonus))", remedy: "Head sizes from 2 to 128 are supported")
    }
    vocabulary = embedding[0]
    width = embedding[1]
    heads = bonus[0]
    headSize = bonus[1]
    self.layers = layers
  }
}

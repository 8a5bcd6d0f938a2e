internal import Console
internal import RWKVKernels

/// The sizes of a model, read from its tensors.
public struct ModelShape: Sendable, Hashable {
  /// The generation of RWKV.
  public let generation: ModelGeneration
  /// V, rows of the embedding and of the head.
  public let vocabulary: Int
  /// C, channels of the residual stream.
  public let width: Int
  /// H; 1 for RWKV-4, which has no heads.
  public let heads: Int
  /// N = C / H.
  public let headSize: Int
  /// Number of layers in the checkpoint.
  public let layers: Int

  init(_ binder: TensorBinder, layers: Int, _ generation: ModelGeneration) throws {
    let embedding = try binder.shape(of: "emb.weight")
    let (named, tensor) = try Self.heads(binder, width: embedding.last ?? 0, generation)
    guard embedding.count == 2, embedding[0] > 0, named.count == 2, ShapeArithmetic.product(named) == embedding[1]
    else {
      throw UserError(
        "emb.weight has shape \(embedding) and \(tensor) \(try binder.shape(of: tensor))",
        remedy: """
          An \(generation.rawValue) checkpoint has emb.weight [V, C] and there \(Self.expected(generation)) with \
          heads × head size = C
          """)
    }
    guard generation == .rwkv4 || (2...128).contains(named[1]) else {
      throw UserError(
        "the head size is \(named[1]) (\(tensor) \(try binder.shape(of: tensor)))",
        remedy: "Head sizes from 2 to 128 are supported")
    }
    self.generation = generation
    vocabulary = embedding[0]
    width = embedding[1]
    heads = named[0]
    headSize = named[1]
    self.layers = layers
  }

  /// Heads and their size as a tensor tells them, and that tensor.
  private static func heads(
    _ binder: TensorBinder, width: Int, _ generation: ModelGeneration
  ) throws -> (shape: [Int], tensor: String) {
    let tensor = "blocks.0.att." + (generation == .rwkv7 ? "r_k" : generation == .rwkv6 ? "time_faaaa" : "time_decay")
    let shape = try binder.shape(of: tensor)
    switch generation {
    case .rwkv4: return ([1, shape.count == 1 ? shape[0] : 0], tensor)
    case .rwkv5:
      // One number a head, or one a channel of a head.
      let heads = max(shape.first ?? 0, 1)
      let isVector = shape.dropFirst().allSatisfy { $0 == 1 }
      return (isVector ? [heads, width / heads] : shape, tensor)
    case .rwkv6, .rwkv7: return (shape, tensor)
    }
  }

  private static func expected(_ generation: ModelGeneration) -> String {
    switch generation {
    case .rwkv4: "[C],"
    case .rwkv5: "[heads] or [heads, head size],"
    case .rwkv6, .rwkv7: "[heads, head size]"
    }
  }

  /// What the recurrence carries from token to token.
  var state: WKVStateShape {
    generation == .rwkv4 ? WKVStateShape(channels: width) : WKVStateShape(heads: heads, headSize: headSize)
  }
}

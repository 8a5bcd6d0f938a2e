internal import Console

/// Which way round a file stores the low-rank matrices `{w,a,v,g}{1,2}`.
enum LowRankOrder {
  /// x1 is [C, D] and x2 is [D, C], as in the official files.
  case official
  /// x1 is [D, C] and x2 is [C, D], as web-rwkv's converter writes them.
  case transposed

  /// The order that a file's shapes tell; official when every rank equals the width, so that shapes tell nothing.
  ///
  /// - Throws: when matrices of one file are in different orders.
  init(_ checkpoint: Checkpoint) throws(UserError) {
    guard let width = checkpoint.tensors["emb.weight"]?.shape.last else {
      self = .official
      return
    }
    var found: [LowRankOrder: String] = [:]
    for (name, tensor) in checkpoint.tensors.sorted(by: { $0.key < $1.key }) {
      if let order = Self.order(of: tensor, width: width), found[order] == nil { found[order] = name }
    }
    if let official = found[.official], let transposed = found[.transposed] {
      throw UserError(
        "is stored transposed, but \(official) is not", path: checkpoint.path, tensor: transposed,
        remedy: "Convert the model again; all low-rank matrices of a file must be stored the same way round.")
    }
    self = found[.transposed] == nil ? .official : .transposed
  }

  /// Whether a canonical name is one of theirs.
  static func isLowRank(_ name: String) -> Bool {
    guard let layer = LayerPath(name, after: "blocks"), layer.rest.hasPrefix("att.") else { return false }
    let letters = Array(layer.rest.dropFirst(4))
    return letters.count == 2 && "wavg".contains(letters[0]) && "12".contains(letters[1])
  }

  /// The order of one tensor; nil when it is no low-rank matrix or its shape does not tell.
  private static func order(of tensor: CheckpointTensor, width: Int) -> LowRankOrder? {
    guard isLowRank(tensor.name), tensor.shape.count == 2, tensor.shape[0] != tensor.shape[1] else { return nil }
    let shape = tensor.name.hasSuffix("1") ? tensor.shape : tensor.shape.reversed()
    if shape[0] == width { return .official }
    return shape[1] == width ? .transposed : nil
  }
}

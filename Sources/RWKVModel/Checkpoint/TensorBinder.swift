public import Console
internal import PythonValues

/// Hands the tensors of a checkpoint to a model, each asked for by name and shape; what is left over is an error.
public struct TensorBinder {
  private let checkpoint: Checkpoint
  private let precision: Precision
  private let lowRankOrder: LowRankOrder
  private var taken: Set<String> = []
  private var reasons: [String: String] = [:]

  /// A binder of a checkpoint of which nothing has been taken.
  ///
  /// - Parameter precision: What taken tensors are rounded to when they are read.
  /// - Throws: `UserError` when its low-rank matrices are not all stored the same way round.
  public init(_ checkpoint: Checkpoint, precision: Precision = .fp32) throws(UserError) {
    self.checkpoint = checkpoint
    self.precision = precision
    lowRankOrder = try LowRankOrder(checkpoint)
  }

  /// The tensors left so far, by name.
  public var left: [LeftTensor] {
    reasons.map { LeftTensor(name: $0.key, reason: $0.value) }.sorted { $0.name < $1.name }
  }

  /// Whether the checkpoint has a tensor of this canonical name.
  public func has(_ name: String) -> Bool { checkpoint.tensors[name] != nil }

  /// The shape of a tensor, [1, 1, C] as [C]; nothing is taken.
  ///
  /// - Throws: `UserError` when it is missing.
  public func shape(of name: String) throws(UserError) -> [Int] { try find(name).squeezed().shape }

  /// The rank D of a low-rank matrix [C, D] or [D, C], whichever way round the file stores it; nothing is taken.
  ///
  /// - Throws: `UserError` when it is missing or no matrix with one side of `width` (C).
  public func rank(of name: String, width: Int) throws(UserError) -> Int {
    let tensor = try find(name)
    if tensor.shape.count == 2 {
      if tensor.shape[0] == width { return tensor.shape[1] }
      if tensor.shape[1] == width { return tensor.shape[0] }
    }
    throw wrongShape(tensor, expected: "[\(width), D]")
  }

  /// Takes a tensor; a stored [1, 1, C] fits [C].
  ///
  /// - Throws: `UserError` when it is missing, perhaps with a similar name, or has another shape.
  public mutating func take(_ name: String, shape: [Int]) throws(UserError) -> CheckpointTensor {
    let tensor = try find(name)
    let view = tensor.shape == shape ? tensor : tensor.squeezed()
    guard view.shape == shape else { throw wrongShape(tensor, expected: "\(shape)") }
    taken.insert(name)
    return view
  }

  /// Takes a tensor in another shape of as many numbers, which stand one after another.
  ///
  /// - Throws: `UserError` when it is missing or has another number of numbers.
  public mutating func take(_ name: String, reshapedTo shape: [Int]) throws(UserError) -> CheckpointTensor {
    let tensor = try find(name)
    guard let view = tensor.reshaped(shape) else { throw wrongShape(tensor, expected: "\(shape)") }
    taken.insert(name)
    return view
  }

  /// Takes a low-rank matrix in the official orientation, as a transposed view where the file stores it the other way.
  ///
  /// The file's other low-rank matrices tell the orientation of a square one.
  public mutating func takeLowRank(_ name: String, shape: [Int]) throws(UserError) -> CheckpointTensor {
    guard lowRankOrder == .transposed else { return try take(name, shape: shape) }
    let tensor = try find(name)
    guard tensor.shape == shape.reversed() else {
      throw wrongShape(tensor, expected: "\(Array(shape.reversed())) (stored transposed)")
    }
    taken.insert(name)
    return tensor.transposed()
  }

  /// Takes the state S [H, N, N] that a layer starts from, value index before key index, in fp32; nil where layers start
  /// from zeros.
  ///
  /// - Throws: `UserError` when it is of another shape, or missing while other layers have theirs.
  public mutating func takeState(layer: Int, shape: [Int]) throws(UserError) -> CheckpointTensor? {
    guard let state = checkpoint.state else { return nil }
    let name = "blocks.\(layer).\(TunedState.suffix)"
    guard let tensor = checkpoint.tensors[name] else {
      throw UserError(
        "is missing, and other layers have theirs", path: state.path ?? checkpoint.path, tensor: name,
        remedy: "Give the states of all layers (--state FILE), or leave them out (--state none).")
    }
    guard tensor.shape == shape else {
      throw UserError(
        "has shape \(tensor.shape), expected \(shape)", path: state.path ?? checkpoint.path, tensor: tensor.storedName,
        remedy: "Give the states that were tuned for this model (--state FILE), or leave them out (--state none).")
    }
    taken.insert(name)
    // A file of web-rwkv's, in which low-rank matrices are transposed, has states transposed too.
    return state.path == nil && lowRankOrder == .transposed ? tensor.transposedSlices() : tensor
  }

  /// Takes a tensor that a checkpoint may lack; nil when it does.
  public mutating func takeIfPresent(_ name: String, shape: [Int]) throws(UserError) -> CheckpointTensor? {
    has(name) ? try take(name, shape: shape) : nil
  }

  /// Leaves a tensor unused, if it is there.
  public mutating func leave(_ name: String, because reason: String) { leave(where: { $0 == name }, because: reason) }

  /// Leaves all tensors unused whose names fit and that have not been taken.
  public mutating func leave(where fits: (String) -> Bool, because reason: String) {
    for name in checkpoint.tensors.keys where !taken.contains(name) && fits(name) { reasons[name] = reason }
  }

  /// Ends the binding.
  ///
  /// - Throws: `UserError` listing the tensors that were neither taken nor left.
  public func finish() throws(UserError) {
    let unexpected = leftover.sorted()
    guard !unexpected.isEmpty else { return }
    let shown = unexpected.prefix(8).map { name in
      let stored = checkpoint.tensors[name]?.storedName ?? name
      return stored == name ? name : "\(name) (stored as \(stored))"
    }
    let more = unexpected.count > shown.count ? " and \(unexpected.count - shown.count) more" : ""
    throw UserError(
      "has \(unexpected.count) tensors that an \(checkpoint.generation.rawValue) model has no place for: \(shown.joined(separator: ", "))\(more)",
      path: checkpoint.path, remedy: "Remove them from the file, or use the program that this kind of model is for.")
  }

  private var leftover: [String] {
    checkpoint.tensors.keys.filter { !taken.contains($0) && reasons[$0] == nil }
  }

  private func find(_ name: String) throws(UserError) -> CheckpointTensor {
    if let tensor = checkpoint.tensors[name] { return tensor.rounded(to: precision) }
    let suggestion = DidYouMean.nearest(to: name, in: leftover.filter { !CanonicalNames.contains($0) }).first
    throw UserError(
      "is missing", path: checkpoint.path, tensor: name,
      remedy: suggestion.map { "Did you mean \"\($0)\", which the file has?" } ?? Self.remedy(missing: name))
  }

  private static func remedy(missing name: String) -> String {
    switch name {
    case "head.weight":
      """
      If the embedding is the head too, write "tie_word_embeddings": true into config.json beside the file. Else the file is \
      incomplete. \(UserError.fetchAgain)
      """
    case "blocks.0.ln0.weight":
      """
      If the embedding has gone through this norm already, write "embedding_layer_norm_fused": true into config.json beside \
      the file. Else the file is incomplete. \(UserError.fetchAgain)
      """
    case "ln_out.bias":
      """
      If the norms have no bias, write "norm_bias": false into config.json beside the file. Else the file is incomplete. \
      \(UserError.fetchAgain)
      """
    default: "The file is incomplete or no such model. \(UserError.fetchAgain)"
    }
  }

  private func wrongShape(_ tensor: CheckpointTensor, expected: String) -> UserError {
    let stored = tensor.storedName == tensor.name ? "" : " (stored as \"\(tensor.storedName)\")"
    return UserError(
      "has shape \(tensor.shape), expected \(expected)\(stored)", path: checkpoint.path, tensor: tensor.name,
      remedy: "The file is damaged, or the model is not a plain one. \(UserError.fetchAgain)")
  }
}

/// A tensor that a model leaves unused on purpose.
public struct LeftTensor: Sendable, Hashable {
  /// The canonical name.
  public let name: String
  /// Why it is not used.
  public let reason: String

  /// A tensor and the reason to leave it.
  public init(name: String, reason: String) {
    self.name = name
    self.reason = reason
  }
}

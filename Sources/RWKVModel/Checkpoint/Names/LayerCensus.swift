internal import Console

/// Counts the tensors of every layer, to tell a layer that lacks a tensor from one that is hardly there.
struct LayerCensus {
  private let path: String
  private var names: [[String]]

  /// Counts the tensors that a plain model's layers have.
  init(_ checkpoint: Checkpoint) {
    path = checkpoint.path
    names = Array(repeating: [], count: checkpoint.layerCount)
    for name in checkpoint.tensors.keys.sorted() where CanonicalNames.contains(name) {
      if let layer = LayerPath(name, after: "blocks") { names[layer.index].append(name) }
    }
  }

  /// Throws where a layer has less than half of the tensors that the fullest layer has.
  func requireWholeLayers() throws(UserError) {
    let most = names.map(\.count).max() ?? 0
    guard let layer = names.firstIndex(where: { 2 * $0.count < most }) else { return }
    let found = names[layer]
    throw UserError(
      "layer \(layer) has \(found.count) of its tensors where another layer has \(most)"
        + (found.isEmpty ? "" : ": \(found.prefix(4).joined(separator: ", "))\(found.count > 4 ? ", …" : "")"),
      path: path,
      remedy: """
        An adapter was merged into a base of another depth, or a part of the file is missing: merge it into its own base, or \
        fetch the file again.
        """)
  }
}

/// A name split as `<head>.<number>.<rest>`, such as `blocks.3.att.x_r`.
struct LayerPath {
  /// The number.
  let index: Int
  /// What follows it.
  let rest: Substring

  /// Splits a name that begins with `head` and a dot; nil when it does not, or when no number below 100000 follows.
  init?(_ name: some StringProtocol, after head: String) {
    guard name.hasPrefix(head + ".") else { return nil }
    let tail = Substring(name).dropFirst(head.count + 1)
    guard let dot = tail.firstIndex(of: ".") else { return nil }
    let digits = tail[..<dot]
    guard digits.utf8.count <= 5, digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let index = Int(digits) else {
      return nil
    }
    self.index = index
    rest = tail[tail.index(after: dot)...]
  }
}

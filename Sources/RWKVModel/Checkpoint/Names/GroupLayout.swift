internal import Console

/// How the layers of an RWKV-DR checkpoint form recurrent groups.
///
/// Layer j of group g (`rwkv_layer_groups.g.rwkv_layers.j`) has the canonical name `blocks.N` with
/// N = g × `layersPerGroup` + j.
public struct GroupLayout: Sendable, Hashable {
  /// Number of groups.
  public let groupCount: Int
  /// Inner layers of each group.
  public let layersPerGroup: Int

  /// A layout of so many groups of so many layers.
  public init(groupCount: Int, layersPerGroup: Int) {
    self.groupCount = groupCount
    self.layersPerGroup = layersPerGroup
  }

  /// A name of this layout.
  struct Name {
    let group: Int
    let layer: Int
    let rest: Substring

    init?(_ name: String) {
      guard let group = LayerPath(name, after: "rwkv_layer_groups"),
        let layer = LayerPath(group.rest, after: "rwkv_layers")
      else { return nil }
      self.group = group.index
      self.layer = layer.index
      rest = layer.rest
    }
  }

  /// The layout of a file with these names; nil when none is of this layout.
  init?(names: [String], path: String) throws(UserError) {
    var layers: [Int: Set<Int>] = [:]
    for case let name? in names.map(Name.init) { layers[name.group, default: []].insert(name.layer) }
    guard let first = layers[0] ?? layers.first?.value else { return nil }
    let isWhole = Set(layers.keys) == Set(0..<layers.count)
    guard isWhole, layers.values.allSatisfy({ $0 == Set(0..<first.count) }) else {
      throw UserError(
        "its rwkv_layer_groups are not numbered from 0 with the same layers in each", path: path,
        remedy: "Save the whole model; part of its groups or layers is missing.")
    }
    self.init(groupCount: layers.count, layersPerGroup: first.count)
  }
}

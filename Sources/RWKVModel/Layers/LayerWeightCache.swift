/// Widened layers, as many as a recurrent group has, the least recently used one thrown out first.
struct LayerWeightCache {
  private let model: RWKVModel
  private let capacity: Int
  private var layers: [Int: LayerWeights] = [:]
  private var order: [Int] = []

  /// - Parameter capacity: Layers to keep: those of one group while it loops.
  init(_ model: RWKVModel, capacity: Int) {
    self.model = model
    self.capacity = max(capacity, 1)
  }

  mutating func weights(of layer: Int) -> LayerWeights {
    order.removeAll { $0 == layer }
    order.append(layer)
    if let weights = layers[layer] { return weights }
    if layers.count >= capacity { layers[order.removeFirst()] = nil }
    let weights = LayerWeights(model.layers[layer])
    layers[layer] = weights
    return weights
  }

  /// Layers that a program comes back to before it leaves them for good: the most layers between two applications of one.
  static func capacity(for programs: [DepthProgram]) -> Int {
    var largest = 1
    for program in programs {
      var lastSeen: [Int: Int] = [:]
      for (index, application) in program.applications.enumerated() {
        if let last = lastSeen[application.layer] {
          largest = max(largest, Set(program.applications[last..<index].map(\.layer)).count)
        }
        lastSeen[application.layer] = index
      }
    }
    return largest
  }
}

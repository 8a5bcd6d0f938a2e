internal import RWKVKernels

/// Widened layers, as many as a recurrent group has, the least recently used one thrown out first; and the weights of the
/// steps between layers, which are few and stay.
struct LayerWeightCache {
  private let model: RWKVModel
  private let capacity: Int
  private var layers: [Int: LayerWeights] = [:]
  private var order: [Int] = []
  private var groupNorms: [Int: LayerWeights.Norm] = [:]
  private var concats: [LayerApplication.ConcatWeights: ProgramSteps.Concat] = [:]
  private let engine: Engine

  /// - Parameter capacity: Layers to keep: those of one group while it loops.
  init(_ model: RWKVModel, capacity: Int, engine: Engine) {
    self.model = model
    self.engine = engine
    self.capacity = max(capacity, 1)
  }

  mutating func weights(of layer: Int) -> LayerWeights {
    order.removeAll { $0 == layer }
    order.append(layer)
    if let weights = layers[layer] { return weights }
    if layers.count >= capacity { layers[order.removeFirst()] = nil }
    let weights = LayerWeights(model.layers[layer], engine: engine)
    layers[layer] = weights
    return weights
  }

  /// The steps around a layer application.
  mutating func steps(of application: LayerApplication) -> ProgramSteps {
    let norm = application.groupNormIndex.flatMap { group in
      kept(&groupNorms, group) { model.groupNorms[group].map(LayerWeights.Norm.init) }
    }
    let concat = application.concatWeights.flatMap { weights in
      kept(&concats, weights) {
        switch weights {
        case .group(let group): model.groupInjections[group].map { .init(weight: $0, bias: nil) }
        case .shared: model.sharedAdapter.map { .init(weight: $0.weight, bias: $0.bias) }
        }
      }
    }
    return ProgramSteps(application, groupNorm: norm, concat: concat, kernels: engine.kernels)
  }

  private func kept<Key, Value>(_ values: inout [Key: Value], _ key: Key, _ make: () -> Value?) -> Value? {
    if values[key] == nil { values[key] = make() }
    return values[key]
  }

  /// Which uses of layers find them not widened, by index.
  static func widened(_ uses: [Int], capacity: Int) -> [Int] {
    var kept: [Int] = []
    return uses.indices.filter { index in
      let known = kept.firstIndex(of: uses[index])
      if let known { kept.remove(at: known) } else if kept.count >= capacity { kept.removeFirst() }
      kept.append(uses[index])
      return known == nil
    }
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

/// A tensor of a random checkpoint: its name, its shape and how its values are spread.
struct TensorRecipe: Sendable, Hashable {
  let name: String
  let shape: [Int]
  /// Values are uniform in `center ± spread`.
  let center, spread: Float

  var count: Int { shape.reduce(1, *) }
}

extension BenchShape {
  /// All tensors of a checkpoint under the official names.
  ///
  /// Matrices keep the variance of their input, those that write to the residual stream a quarter of it; decays, gates and
  /// learning rates lie where trained models have them, so that activations stay healthy at any depth.
  var tensors: [TensorRecipe] {
    var all = [matrix("emb.weight", [vocabulary, width], fanIn: 3)]
    for layer in 0..<layers { all += tensors(ofLayer: layer) }
    return all + norm("ln_out") + [matrix("head.weight", [vocabulary, width], fanIn: width)]
  }

  private func tensors(ofLayer layer: Int) -> [TensorRecipe] {
    let block = "blocks.\(layer)."
    let att = block + "att."
    let square = [width, width]
    var all = layer == 0 || hasInputNorms ? norm(block + "ln0") : []
    all += norm(block + "ln1") + norm(block + "ln2") + norm(att + "ln_x")
    all += ["r", "w", "k", "v", "a", "g"].map { vector("\(att)x_\($0)", center: 0.5, spread: 0.5) }
    all += ["receptance", "key", "value"].map { matrix("\(att)\($0).weight", square, fanIn: width) }
    all.append(matrix(att + "output.weight", square, fanIn: width, gain: 0.25))
    all += lowRank(att, "w", ranks.decay, center: -2) + lowRank(att, "a", ranks.rate, center: 0)
    if layer > 0 { all += lowRank(att, "v", ranks.value, center: 0) }
    all += lowRank(att, "g", ranks.gate, center: nil)
    all += [
      vector(att + "k_k", center: 0.85, spread: 0.1), vector(att + "k_a", center: 1, spread: 0.1),
      TensorRecipe(name: att + "r_k", shape: [heads, headSize], center: 0, spread: 0.1),
      vector(block + "ffn.x_k", center: 0.5, spread: 0.5),
      matrix(block + "ffn.key.weight", [channelWidth, width], fanIn: width),
      matrix(block + "ffn.value.weight", [width, channelWidth], fanIn: channelWidth, gain: 0.25),
    ]
    return all
  }

  private func vector(_ name: String, center: Float, spread: Float) -> TensorRecipe {
    TensorRecipe(name: name, shape: [1, 1, width], center: center, spread: spread)
  }

  private func norm(_ name: String) -> [TensorRecipe] {
    [
      TensorRecipe(name: name + ".weight", shape: [width], center: 1, spread: 0.1),
      TensorRecipe(name: name + ".bias", shape: [width], center: 0, spread: 0.05),
    ]
  }

  /// Values of variance gain² / fanIn.
  private func matrix(_ name: String, _ shape: [Int], fanIn: Int, gain: Float = 1) -> TensorRecipe {
    TensorRecipe(name: name, shape: shape, center: 0, spread: gain * (3 / Float(fanIn)).squareRoot())
  }

  /// The two matrices of a LoRA and its bias, if it has one.
  private func lowRank(_ att: String, _ letter: String, _ rank: Int, center: Float?) -> [TensorRecipe] {
    let pair = [
      matrix("\(att)\(letter)1", [width, rank], fanIn: width), matrix("\(att)\(letter)2", [rank, width], fanIn: rank),
    ]
    return pair + (center.map { [vector("\(att)\(letter)0", center: $0, spread: 1)] } ?? [])
  }
}

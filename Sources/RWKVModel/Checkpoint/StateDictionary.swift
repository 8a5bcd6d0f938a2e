/// The names and tensors of a pickled state dict.
struct StateDictionary {
  /// A name and the index of its tensor.
  struct Item {
    var name: String
    var tensor: Int
  }

  /// The tensors in the pickle's order.
  let tensors: [Item]
  /// What their indices refer to.
  let objects: PickledObjects

  /// Finds the state dict: the top-level dict, or the dict below its `state_dict`, `model` or `module`.
  init(_ pickle: PickleReader) throws(PickleError) {
    objects = pickle.objects
    guard case .dictionary(let index) = pickle.root else {
      throw PickleError(
        problem: "it holds \(pickle.root.kind), not a dict of tensors",
        remedy: "Save the weights alone: torch.save(model.state_dict(), path).")
    }
    var pairs = pickle.objects.dictionaries[index]
    if let inner = Self.inner(pairs) { pairs = pickle.objects.dictionaries[inner] }
    var items: [Item] = []
    for pair in pairs { items.append(try Self.item(pair)) }
    tensors = items
  }

  private static func inner(_ pairs: [PickledObjects.Pair]) -> Int? {
    for wanted in ["state_dict", "model", "module"] {
      for pair in pairs {
        if case .text(wanted) = pair.key, case .dictionary(let index) = pair.value { return index }
      }
    }
    return nil
  }

  private static func item(_ pair: PickledObjects.Pair) throws(PickleError) -> Item {
    guard case .text(let name) = pair.key else {
      throw PickleError(
        problem: "its dict has \(pair.key.kind) for a key",
        remedy: "Save the weights alone, by name: model.state_dict().")
    }
    guard case .tensor(let tensor) = pair.value else {
      throw PickleError(
        problem: "its entry \"\(name)\" is \(pair.value.kind), not a tensor",
        remedy: "Save the weights alone: torch.save(model.state_dict(), path).")
    }
    return Item(name: name, tensor: tensor)
  }
}

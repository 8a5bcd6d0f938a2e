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

  /// Keys under which trainers keep the weights, the likeliest first.
  private static let wanted = ["state_dict", "model_state_dict", "model", "module", "weights", "net"]

  /// Finds the state dict: below one of the keys that trainers use, or the top-level dict, whose other entries (an epoch, a
  /// step, options) are passed over.
  init(_ pickle: PickleReader) throws(PickleError) {
    objects = pickle.objects
    guard case .dictionary(var index) = pickle.root else {
      throw PickleError.noWeights("it holds \(pickle.root.kind), not a dict of tensors")
    }
    // A trainer's dict may hold a wrapper's, which holds the weights'.
    for _ in 0..<3 {
      guard let inner = try Self.inner(objects.dictionaries[index], objects) else { break }
      index = inner
    }
    tensors = Self.items(objects.dictionaries[index])
    guard tensors.isEmpty else { return }
    throw Self.noTensors(objects.dictionaries[index])
  }

  /// The dict in a dict that has the weights; nil where the dict itself has them, or nothing has.
  private static func inner(
    _ pairs: [PickledObjects.Pair], _ objects: PickledObjects
  ) throws(PickleError) -> Int? {
    var dictionaries: [(key: String, index: Int)] = []
    for pair in pairs {
      if case .text(let key) = pair.key, case .dictionary(let index) = pair.value { dictionaries.append((key, index)) }
    }
    for key in wanted {
      if let found = dictionaries.first(where: { $0.key == key && !objects.dictionaries[$0.index].isEmpty }) {
        return found.index
      }
    }
    guard items(pairs).isEmpty else { return nil }
    let models = dictionaries.filter { entry in
      items(objects.dictionaries[entry.index]).contains { $0.name.contains(".att.") || $0.name.contains(".attn.") }
    }
    guard models.count < 2 else {
      throw PickleError(
        problem: "it holds several models, under \(models.map { "\"\($0.key)\"" }.joined(separator: ", "))",
        remedy: "Save the one that is meant by itself: torch.save(torch.load(path)[key], new_path).")
    }
    return models.first?.index
  }

  /// The entries that are tensors with a name.
  private static func items(_ pairs: [PickledObjects.Pair]) -> [Item] {
    var items: [Item] = []
    for pair in pairs {
      if case .text(let name) = pair.key, case .tensor(let tensor) = pair.value {
        items.append(Item(name: name, tensor: tensor))
      }
    }
    return items
  }

  private static func noTensors(_ pairs: [PickledObjects.Pair]) -> PickleError {
    var keys: [String] = []
    for case .text(let key) in pairs.map(\.key) { keys.append(key) }
    if keys.contains(where: { $0 == "optimizer_state_dict" || $0 == "param_groups" || $0 == "optimizer" }) {
      return PickleError(
        problem: "it holds the state of an optimizer and no weights (keys: \(list(keys)))",
        remedy: """
          Take the trainer's other file: DeepSpeed's mp_rank_00_model_states.pt, or, where that has no whole weights (ZeRO-3), \
          what python zero_to_fp32.py FOLDER OUT writes; else save the weights with torch.save(model.state_dict(), path).
          """)
    }
    guard let pair = pairs.first else { return PickleError.noWeights("it holds an empty dict") }
    guard !keys.isEmpty else { return PickleError.noWeights("its dict has \(pair.key.kind) for a key, not a name") }
    return PickleError.noWeights("its dict holds no tensor (keys: \(list(keys)))")
  }

  private static func list(_ keys: [String]) -> String {
    keys.prefix(8).joined(separator: ", ") + (keys.count > 8 ? ", …" : "")
  }
}

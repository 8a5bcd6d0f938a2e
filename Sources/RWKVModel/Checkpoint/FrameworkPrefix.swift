/// Prefixes that training frameworks put before every tensor's name.
enum FrameworkPrefix {
  private static let known = ["_forward_module.", "module.", "_orig_mod.", "base_model.model.", "model."]

  /// The prefix, perhaps made of several known ones, that all names carry; empty when there is none.
  ///
  /// `model.` is kept before names in the Hugging Face layout, where it is part of them.
  static func common(to names: [String]) -> String {
    var prefix = ""
    while let next = next(names, after: prefix) { prefix += next }
    return prefix
  }

  private static func next(_ names: [String], after prefix: String) -> String? {
    guard !names.isEmpty else { return nil }
    return known.first { candidate in
      let longer = prefix + candidate
      guard names.allSatisfy({ $0.hasPrefix(longer) }) else { return false }
      return candidate != "model." || !names.contains { $0.hasPrefix(longer + "layers.") }
    }
  }
}

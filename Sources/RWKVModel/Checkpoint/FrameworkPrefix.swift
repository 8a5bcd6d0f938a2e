/// Prefixes that training frameworks put before tensors' names, and names of wrappers that they put into the middle.
enum FrameworkPrefix {
  private static let known = ["_forward_module.", "base_model.model.", "model."]

  /// Parts of a name that say only how a module was wrapped: `torch.compile`, activation checkpointing, FSDP, DDP.
  private static let wrappers: Set<Substring> = [
    "_orig_mod", "_checkpoint_wrapped_module", "_fsdp_wrapped_module", "_fpw_module", "module",
  ]

  /// A name without the wrappers, which may stand before it and before any part of it.
  static func unwrapped(_ name: String) -> String {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    // The last part is the tensor's own name.
    let kept = parts.dropLast().filter { !wrappers.contains($0) } + parts.suffix(1)
    return kept.count == parts.count ? name : kept.joined(separator: ".")
  }

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

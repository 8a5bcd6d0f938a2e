/// Whether whitespace at both ends of a whole context (description, examples and doc together) is taken away.
public enum PromptStrip: String, Sendable, Hashable, CaseIterable {
  /// It stays, as in lm-evaluation-harness.
  case none
  /// It goes, as in the RWKV community's scripts.
  case whole
}

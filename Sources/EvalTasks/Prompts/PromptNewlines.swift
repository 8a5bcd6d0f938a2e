/// What becomes of `\r\n` in a rendered prompt.
public enum PromptNewlines: String, Sendable, Hashable, CaseIterable {
  /// It stays, as in lm-evaluation-harness.
  case keep
  /// It becomes `\n`, as in the RWKV community's scripts.
  case unix
}

/// What a run of the executable left.
struct ToolResult {
  /// The exit code, or the signal that killed it.
  let status: Int32
  let isKilled: Bool
  /// Standard output.
  let output: String
  /// Standard error.
  let diagnostics: String
}

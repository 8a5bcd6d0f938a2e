/// What a read-out at some loop count stands for.
public enum ReadoutKind: String, Sendable, Hashable, Codable {
  /// The answer of the program with that many loops.
  case exact
  /// The answer of a longer program that was stopped there: with several groups in sequence, its later groups have not
  /// run, so it is not the program with that many loops.
  case prefix
}

/// The right answer of a doc.
public enum Gold: Sendable, Hashable {
  /// Index of the right choice, from 0.
  case choice(Int)
  /// Indices of the right choices, any of which is right.
  case anyOf([Int])
  /// The right text: one of the choices, or the continuation of a task without choices.
  case text(String)
  /// The doc names no right choice, or one that is not there: every answer is wrong.
  case outOfRange
}

import EvalCore

/// Predicted docs by letter in a few characters.
struct LetterCounts {
  private let tally: Tally

  init(_ tally: Tally) { self.tally = tally }

  /// For example `A 120 B 98 C 75 D 60`, with `none 3` where docs have no prediction.
  var text: String {
    let letters = zip(tally.labels, tally.predicted).map { "\($0) \($1)" }
    let none = tally.unpredicted
    return (letters + (none > 0 ? ["none \(none)"] : [])).joined(separator: " ")
  }
}

/// Names that a misspelt one may have meant.
public enum DidYouMean {
  /// The longest name in bytes, and the greatest number of known names, for which nearness is looked for.
  private static let (longest, most) = (200, 10_000)

  /// How many known names a message shows.
  private static let shown = 200

  /// The known names nearest to a misspelt one, best first, at most three; none when nothing is near.
  ///
  /// Near is an edit distance (insertions, deletions, substitutions and swaps of neighbours, regardless of case) of at
  /// most a third of the longer name, or a known name that contains what was typed.
  public static func nearest(to name: String, in known: [String]) -> [String] {
    guard name.utf8.count <= longest else { return [] }
    let typed = Array(name.lowercased().unicodeScalars)
    let ranked = known.filter { $0.utf8.count <= longest }.prefix(most).compactMap {
      candidate -> (name: String, distance: Int)? in
      let scalars = Array(candidate.lowercased().unicodeScalars)
      let distance = editDistance(typed, scalars)
      if distance * 3 <= max(typed.count, scalars.count, 3) { return (candidate, distance) }
      return typed.count >= 3 && contains(scalars, typed) ? (candidate, scalars.count) : nil
    }
    return ranked.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
  }

  /// `Did you mean "x" or "y"?`, or an empty text when nothing is near.
  public static func question(_ name: String, in known: [String]) -> String {
    let names = nearest(to: name, in: known).map { "\"\($0)\"" }
    guard let last = names.last else { return "" }
    let others = names.dropLast().joined(separator: ", ")
    return "Did you mean \(others.isEmpty ? last : "\(others) or \(last)")?"
  }

  /// The question, where there is one, and the list of all known names.
  public static func sentence(_ name: String, in known: [String]) -> String {
    let question = question(name, in: known)
    let rest = known.count > shown ? " and \(known.count - shown) more" : ""
    return (question.isEmpty ? "" : question + " ")
      + "Known: \(known.prefix(shown).map(PythonRepr.short).joined(separator: ", "))\(rest)."
  }

  private static func contains(_ whole: [Unicode.Scalar], _ part: [Unicode.Scalar]) -> Bool {
    guard part.count <= whole.count else { return false }
    return (0...whole.count - part.count).contains { whole[$0...].starts(with: part) }
  }

  /// Optimal string alignment distance.
  private static func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      for column in right.indices {
        let substitution = last[column] + (left[row] == right[column] ? 0 : 1)
        var best = min(substitution, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current.append(best)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}

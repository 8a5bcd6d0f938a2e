/// "Did you mean": the known name that is nearest to an unknown one.
enum NameSuggestion {
  /// The candidate with the smallest edit distance, if that is at most a quarter of the name's length.
  static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(name.utf8)
    let scored = candidates.map { (name: $0, distance: distance(wanted, Array($0.utf8))) }
    let best = scored.min { ($0.distance, $0.name) < ($1.distance, $1.name) }
    return best.flatMap { $0.distance <= wanted.count / 4 ? $0.name : nil }
  }

  /// Levenshtein's distance: insertions, deletions and replacements that turn one text into the other.
  static func distance(_ first: [UInt8], _ second: [UInt8]) -> Int {
    var row = Array(0...second.count)
    for (index, byte) in first.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in second.indices {
        let above = row[column + 1]
        row[column + 1] = min(diagonal + (byte == second[column] ? 0 : 1), above + 1, row[column] + 1)
        diagonal = above
      }
    }
    return row[second.count]
  }
}

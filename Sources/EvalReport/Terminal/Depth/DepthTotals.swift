import EvalCore

/// A total at all its read-outs: what always belongs to an accuracy, with a row a loop count.
struct DepthTotals {
  private let rows: [ResultRow]
  private let verdicts: [Verdict]
  private let axis: DepthAxis
  private var measurements: [Measurements] { rows.map(Measurements.init) }

  /// A total.
  ///
  /// - Parameters:
  ///   - rows: One a read-out, at least one.
  ///   - result: What they are of.
  ///   - axis: The loop counts.
  init(_ rows: [ResultRow], of result: RunResult, axis: DepthAxis) {
    self.rows = rows
    self.axis = axis
    verdicts = rows.map(result.verdict(of:))
  }

  /// The block, a line feed after every line.
  func render() -> String {
    guard let first = rows.first else { return "" }
    return "\(first.task) by loops, \(first.tally.total) docs\n" + TextTable(columns: columns).render()
      + lines.map { line in
        "  \(line.name)" + String(repeating: " ", count: max(1, 19 - line.name.count)) + line.value + "\n"
      }.joined()
  }

  private var hasChoices: Bool { rows.first.map { Measurements($0).hasChoices } ?? false }

  private var columns: [TableColumn] {
    let places = Array(rows.indices)
    let choices = [
      TableColumn("Balanced", rows) { Measurements($0).balancedAccuracy },
      TableColumn("Predicted", isRight: false, letters) { $0 },
    ]
    return [
      TableColumn("Loops", places, axis.header), TableColumn("Right", measurements, \.count),
      TableColumn("Accuracy", measurements, \.share), TableColumn("95 %", measurements, \.shortInterval),
      TableColumn("Verdict", isRight: false, verdicts) { $0.status.rawValue },
    ] + (hasChoices ? choices : [])
  }

  /// Predicted docs by letter, each letter's counts below each other.
  private var letters: [String] {
    let parts = measurements.map { Array(zip($0.letters, $0.predicted.map(String.init))) }
    let widths = (parts.first ?? []).indices.map { place in parts.map { $0[place].1.count }.max() ?? 0 }
    let hasNone = rows.contains { $0.tally.unpredicted > 0 }
    return parts.map { letters in
      zip(hasNone ? letters[...] : letters.dropLast(), widths).map { letter, width in
        letter.0 + " " + String(repeating: " ", count: width - letter.1.count) + letter.1
      }.joined(separator: "  ")
    }
  }

  /// What is the same at all loop counts, or told of those where there is something to tell.
  private var lines: [ManifestFact] {
    guard let first = rows.first, let measured = measurements.first else { return [] }
    let floors = measured.floors.map { "\($0.name) \($0.share)" }.joined(separator: ", ")
    let gold = zip(measured.letters, first.tally.gold).map { "\($0) \($1)" }.joined(separator: "  ")
    let choices = [ManifestFact(name: "gold", value: gold), ManifestFact(name: "floors", value: floors)]
    return (hasChoices ? choices : []) + undecided + ties + (hasChoices ? [mass] : [])
  }

  private var undecided: [ManifestFact] {
    let found = rows.indices.filter { rows[$0].tally.invalid + rows[$0].tally.ties + rows[$0].tally.nearTies > 0 }
    guard !found.isEmpty else {
      return measurements.prefix(1).map {
        ManifestFact(name: "undecided", value: "at every loop count " + $0.undecided)
      }
    }
    return found.map { place in
      ManifestFact(name: "undecided", value: "at \(axis.header(place)) loops " + measurements[place].undecided)
    }
  }

  private var ties: [ManifestFact] {
    rows.indices.compactMap { place in
      measurements[place].withTies.map {
        ManifestFact(name: "exact ties", value: "at \(axis.header(place)) loops \($0)")
      }
    }
  }

  private var mass: ManifestFact {
    let shares = rows.compactMap(\.tally.meanChoiceMass)
    let (least, most) = (NumberText.percent(shares.min()), NumberText.percent(shares.max()))
    return ManifestFact(
      name: "choices' mass",
      value: (least == most ? least : "\(least) to \(most)") + " of the probability on average")
  }
}

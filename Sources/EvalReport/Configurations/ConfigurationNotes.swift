import EvalCore

/// What is to be said of the table of several runs, a sentence each.
struct ConfigurationNotes {
  private let list: ConfigurationList

  /// The sentences about configurations.
  init(_ list: ConfigurationList) { self.list = list }

  /// Which rows are a run's.
  var runs: [String] {
    list.runs.enumerated().map { place, run in "\(rows(list.numbers(ofRun: place))): \(run.name)" }
  }

  /// What the numbers are not.
  var warnings: [String] { ties + docs + means }

  /// What verdicts object to.
  func verdicts(style: TextStyle = .plain) -> [String] {
    list.rows.enumerated().compactMap { index, row in
      guard let first = row.verdict.reasons.first else { return nil }
      let others = row.verdict.reasons.count - 1
      return "row \(index + 1), \(style.colored(row.status, row.verdict.status)): \(first.message)"
        + (others == 0 ? "" : others == 1 ? "; one reason more" : "; \(others) reasons more")
    }
  }

  private var ties: [String] {
    list.rows.enumerated().compactMap { index, row in
      Measurements(row.row).withTies.map { "row \(index + 1), exact ties (\(row.row.tally.ties)): \($0)" }
    }
  }

  /// Rows of one task that are on other docs.
  private var docs: [String] {
    list.rows.map(\.row.task).uniqued().compactMap { task in
      let places = list.rows.indices.filter { list.rows[$0].row.task == task }
      let sets = places.map { list.rows[$0].docs }.uniqued()
      guard sets.count > 1 else { return nil }
      let rows = sets.map { set in self.rows(places.filter { list.rows[$0].docs == set }.map { $0 + 1 }) }
      return "\(task): not the same docs in \(rows.joined(separator: " | ")), so that these do not compare"
    }
  }

  /// The word without which two accuracies would stand beside each other.
  private var means: [String] {
    let hasOwn = list.rows.contains { $0.shownMetrics.contains { $0.name == MetricName.acc.rawValue } }
    return hasOwn
      ? [
        "acc is lm-eval's: an exact tie counts as its first choice, and a group weighs tasks as it says; Accuracy is "
          + "correct/total, where a tie is wrong"
      ] : []
  }

  /// What differs between the runs and is no column of the table: its values with their rows.
  var differences: [ManifestDifference] {
    list.differences.filter { !isColumn($0) }.map { difference in
      let values = difference.values.uniqued().map { value in
        let numbers = difference.values.indices.filter { difference.values[$0] == value }.flatMap(list.numbers(ofRun:))
        return "\(Self.short(value)) (\(rows(numbers)))"
      }
      return ManifestDifference(name: difference.name, values: values)
    }
  }

  private func rows(_ numbers: [Int]) -> String { NumberRanges(numbers, of: "row").text }

  private func isColumn(_ difference: ManifestDifference) -> Bool {
    guard let key = ConfigurationSetting.differencesInColumns[difference.name] else { return false }
    return ConfigurationSetting.all.contains { $0.key == key && $0.isColumn(of: list.rows) }
  }

  /// A digest cut to what eyes compare.
  private static func short(_ value: String) -> String {
    value.utf8.count == 64 && value.allSatisfy(\.isHexDigit) ? "\(value.prefix(12))…" : value
  }
}

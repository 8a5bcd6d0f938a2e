import EvalCore

/// Several runs as comma-separated values: a header, then a line a configuration.
///
/// Numbers have all their digits, what is unknown is empty. Settings are there whether or not they differ.
struct ConfigurationCSV {
  private let list: ConfigurationList

  /// The lines of several runs.
  init(_ list: ConfigurationList) { self.list = list }

  /// The report as text that ends with a line feed.
  func render() -> String {
    let metrics = list.rows.flatMap { $0.metrics.map(\.title) }.uniqued()
    let header =
      ["row", "run"] + ConfigurationSetting.all.map(\.key) + [
        "checkpoint_sha256", "program", "correct", "judged", "accuracy", "ci95_low", "ci95_high", "verdict", "complete",
        "same_predictions_as",
      ] + metrics.flatMap { [$0, "\($0)_stderr"] }
    let lines = list.rows.enumerated().map { index, row in
      ["\(index + 1)", row.run.name] + ConfigurationSetting.all.map { $0.value(row) ?? "" } + values(row)
        + metrics.flatMap { name in
          let result = row.metrics.first { $0.title == name }
          return [CSVText.number(result?.value), CSVText.number(result?.stderr)]
        }
    }
    return ([header] + lines).map(CSVText.line).joined()
  }

  private func values(_ configuration: Configuration) -> [String] {
    let (row, model) = (configuration.row, configuration.manifest.model)
    return [
      model.sha256 ?? "", model.program ?? "", "\(row.tally.correct)", "\(row.tally.judged)",
      CSVText.number(row.accuracy), CSVText.number(row.ci95.low), CSVText.number(row.ci95.high),
      configuration.verdict.status.rawValue, configuration.isComplete ? "true" : "false",
      configuration.twin.map { "\($0 + 1)" } ?? "",
    ]
  }
}

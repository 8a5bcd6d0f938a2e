import EvalCore

/// A setting of configurations: a column of their table where it differs.
struct ConfigurationSetting: Sendable {
  /// Above its column.
  let header: String
  /// Its name in CSV and JSON.
  let key: String
  /// Whether it is a number.
  var isNumber = false
  /// What it is where nothing is said of it; nil for a setting that then is absent.
  var standard: String?
  /// Whether nothing is to be said of it where the model has none.
  var isOfLoops = false
  /// Its value; nil where a configuration has none.
  let value: @Sendable (Configuration) -> String?

  /// All settings that are told by name, in the order of the columns.
  static let all: [ConfigurationSetting] = [
    ConfigurationSetting(header: "Task", key: "task") { $0.row.task },
    ConfigurationSetting(header: "Docs", key: "docs", isNumber: true) { "\($0.row.tally.total)" },
    ConfigurationSetting(header: "Model", key: "model") { $0.manifest.model.name },
    ConfigurationSetting(header: "Groups", key: "groups", isNumber: true, isOfLoops: true) {
      text($0.manifest.model.depth?.groups)
    },
    ConfigurationSetting(header: "Sharing", key: "sharing", isOfLoops: true) { $0.manifest.model.depth?.sharing },
    ConfigurationSetting(header: "Injection", key: "injection", isOfLoops: true) { $0.manifest.model.depth?.injection },
    ConfigurationSetting(header: "Loops", key: "loops", isNumber: true) { text($0.loops) },
    ConfigurationSetting(header: "Read-out", key: "readout", standard: ReadoutKind.exact.rawValue) {
      $0.kind?.rawValue
    },
    ConfigurationSetting(header: "Exit", key: "exit") { $0.manifest.exit.map { ExitPolicyText(.rule($0)).text } },
    ConfigurationSetting(header: "Prompt", key: "prompt") { $0.manifest.task.prompt },
    ConfigurationSetting(header: "n-shot", key: "num_fewshot", isNumber: true) { $0.shots },
    ConfigurationSetting(header: "Precision", key: "precision") { $0.manifest.machine.precision },
  ]

  /// Names in `ManifestDifference` of what a column tells in full.
  static let differencesInColumns = [
    "task": "task", "docs": "docs", "model": "model", "exit rule": "exit", "prompt": "prompt",
    "few-shot examples": "num_fewshot", "precision": "precision",
  ]

  /// Whether it is not the same for all, or for all models that loop.
  func isColumn(of rows: [Configuration]) -> Bool {
    let values = rows.map { value($0) ?? standard }.filter { $0 != nil || !isOfLoops }
    return Set(values).count > 1
  }

  private static func text(_ number: Int?) -> String? { number.map(String.init) }
}

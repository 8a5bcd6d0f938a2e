import EvalCore

/// The table of several runs: a row a configuration, with the settings in which they differ.
struct ConfigurationTable {
  private let rows: [Configuration]
  private let escape: (String) -> String

  /// A table.
  ///
  /// - Parameter escape: Makes names fit for where the table stands.
  init(_ rows: [Configuration], escape: @escaping (String) -> String = { $0 }) {
    self.rows = rows
    self.escape = escape
  }

  /// The settings that are the same in all rows, for example `prompt recommended, n-shot 0`.
  var common: String {
    ConfigurationSetting.all.compactMap { setting in
      let values = rows.map(setting.value)
      guard let first = values.first, let value = first, Set(values).count == 1 else { return nil }
      return (setting.header == "n-shot" ? setting.header : setting.header.lowercased()) + " " + escape(value)
    }.joined(separator: ", ")
  }

  /// All columns; the settings that differ before the numbers.
  var columns: [TableColumn] {
    let settings = ConfigurationSetting.all.filter { $0.isColumn(of: rows) }.map { setting in
      TableColumn(setting.header, isRight: setting.isNumber, rows) { setting.value($0).map(escape) ?? "–" }
    }
    let number = TableColumn(header: "#", isRight: true, cells: rows.indices.map { .text("\($0 + 1)") })
    let notes = TableColumn("Note", isRight: false, rows) { row in
      row.twin.map { "same predictions as row \($0 + 1)" } ?? ""
    }
    let verdicts = TableColumn("Verdict", isRight: false, rows, \.status)
    return [number] + settings + counts + metrics + [verdicts] + (rows.contains { $0.twin != nil } ? [notes] : [])
  }

  /// Columns of what is right or wrong; none where nothing is.
  private var counts: [TableColumn] {
    guard rows.contains(where: { $0.row.tally.judged > 0 }) else { return [] }
    func column(_ header: String, _ text: @escaping (Measurements) -> String) -> TableColumn {
      TableColumn(header, rows) { $0.row.tally.judged > 0 ? text(Measurements($0.row)) : "–" }
    }
    return [
      column("correct/total", \.count), column("Accuracy", \.share), column("95 %", \.shortInterval),
    ]
  }

  private var metrics: [TableColumn] {
    rows.flatMap { $0.shownMetrics.map(\.title) }.uniqued().map { name in
      TableColumn(escape(name), rows) { row in
        row.shownMetrics.first { $0.title == name }.map(\.text) ?? "–"
      }
    }
  }
}

extension MetricResult {
  /// Its name, with the filter's where there is one.
  var title: String { filter == "none" ? name : key }

  /// Value and standard error, for example `0.4312 ± 0.0049`.
  var text: String {
    let value = value.isNaN ? "NaN" : NumberText.fixed(value, 4)
    return value + (stderr.map { " ± \(NumberText.fixed($0, 4))" } ?? "")
  }
}

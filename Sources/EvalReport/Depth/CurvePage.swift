import EvalCore

/// Accuracy at every loop count; no line is wider than 100 characters for four letters and 14042 docs.
struct CurvePage {
  private let curve: DepthCurve
  /// At every loop count of the curve; empty where accuracy says it all.
  private let metrics: [RunMetrics]

  init(_ curve: DepthCurve, metrics: [RunMetrics] = []) {
    self.curve = curve
    self.metrics = metrics
  }

  var page: DepthPage {
    DepthPage(
      title: "Accuracy by depth",
      parts: [DepthPage.Part(heading: "Depths", table: TextTable(columns: columns), lines: legend)]
        + DepthMetric.all(metrics, loops: curve.points.map(\.loops)).map(part))
  }

  private func part(_ rows: [DepthMetric]) -> DepthPage.Part {
    let columns = [TableColumn("Loops", rows) { "\($0.loops)" }]
    let metrics = (rows.first?.results ?? []).indices.map { place in
      TableColumn(rows[0].results[place].name, rows) { row in
        guard row.results.indices.contains(place) else { return "–" }
        let result = row.results[place]
        return NumberText.fixed(result.value, 4) + (result.stderr.map { " ± \(NumberText.fixed($0, 4))" } ?? "")
      }
    }
    return DepthPage.Part(heading: rows.first?.name ?? "", table: TextTable(columns: columns + metrics))
  }

  private var columns: [TableColumn] {
    let points = curve.points
    return [
      TableColumn("Loops", points) { "\($0.loops)" },
      TableColumn("Read-out", isRight: false, points) { $0.kind.rawValue },
      TableColumn("Right", points) { "\($0.tally.correct)" },
      TableColumn("Accuracy", points) { NumberText.percent($0.tally.accuracy) },
      TableColumn("95 %", points) { "\(short($0.ci95.low))–\(short($0.ci95.high))" },
      TableColumn("Gold", points) { nats($0.meanGoldLogprob) },
      TableColumn("Margin", points) { nats($0.meanMargin) },
      TableColumn("Verdict", isRight: false, points) { $0.verdict.status.rawValue },
      TableColumn("Predicted", isRight: false, points) { LetterCounts($0.tally).text },
    ]
  }

  private var legend: [String] {
    let docs = curve.points.first?.tally.total ?? 0
    let kinds = Set(curve.points.map(\.kind))
    return [
      "\(docs) docs. 95 %: Wilson's interval.", "Gold: mean log-probability of the right choice in nats.",
      "Margin: mean log-probability of the right choice minus that of the best wrong one in nats.",
    ] + [ReadoutKind.exact, .prefix].filter(kinds.contains).map(meaning)
  }

  private func meaning(_ kind: ReadoutKind) -> String {
    switch kind {
    case .exact: "exact: the program with that many loops."
    case .prefix:
      "prefix: a longer program, stopped there; its later groups have not run, so it is not the program with that many "
        + "loops."
    }
  }

  private func short(_ share: Double) -> String { NumberText.fixed(share * 100, 1) }

  private func nats(_ value: Double?) -> String { value.map { NumberText.fixed($0, 3) } ?? "–" }
}

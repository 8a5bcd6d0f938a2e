import EvalCore

/// Accuracy at every loop count; no line is wider than 100 characters for four letters and 14042 docs.
struct CurvePage {
  private let curve: DepthCurve
  /// At every loop count of the curve; empty where accuracy says it all.
  private let metrics: [RunMetrics]
  private let showsAll: Bool
  private let selection: DepthSelection

  init(_ curve: DepthCurve, metrics: [RunMetrics] = [], showsAll: Bool) {
    self.curve = curve
    self.metrics = metrics
    self.showsAll = showsAll
    selection = DepthSelection(
      curve.points.map { Double($0.loops) }, keeping: Self.remarkable(curve.points), showsAll: showsAll)
  }

  var page: DepthPage {
    let tasks = DepthMetric.all(metrics, loops: curve.points.map(\.loops))
    let shown = showsAll ? tasks[...] : tasks.prefix(Self.mostTasks)
    let missing = tasks.count - shown.count
    let last = missing == 0 ? nil : "The metrics of \(missing) tasks more are left out; --all prints them."
    let lines = [selection.leftOut("loop counts"), last].compactMap(\.self)
    return DepthPage(
      title: "Accuracy by depth",
      parts: [DepthPage.Part(heading: "Depths", table: TextTable(columns: columns), lines: lines + legend)]
        + shown.map(part))
  }

  /// Tasks and groups up to which the metrics of each are shown.
  private static let mostTasks = 3

  /// The most accurate depth, and those whose verdict is not that of the depth before.
  private static func remarkable(_ points: [DepthCurve.Point]) -> [Int] {
    let best = points.indices.max { points[$0].tally.correct < points[$1].tally.correct }
    let turns = points.indices.dropFirst().filter {
      points[$0].verdict.status != points[$0 - 1].verdict.status
    }
    return (best.map { [$0] } ?? []) + turns
  }

  private func part(_ all: [DepthMetric]) -> DepthPage.Part {
    let rows = selection.rows(all)
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
    let points = selection.rows(curve.points)
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

/// The metrics of a task or group at one loop count.
struct DepthMetric: Encodable {
  let name: String
  let loops: Int
  let results: [MetricResult]

  /// Those of every task and of every group that has numbers of its own, each from the fewest loops to the most.
  ///
  /// - Parameter metrics: At every loop count.
  static func all(_ metrics: [RunMetrics], loops: [Int]) -> [[DepthMetric]] {
    guard let first = metrics.first else { return [] }
    let tasks = first.tasks.indices.map { place in
      zip(loops, metrics).map { DepthMetric($1.tasks[place].metrics.task, $0, $1.tasks[place].metrics.results) }
    }
    let groups = first.groups.indices.filter { first.groups[$0].sampleLength != nil }.map { place in
      zip(loops, metrics).map { DepthMetric($1.groups[place].group, $0, $1.groups[place].results) }
    }
    return groups + tasks
  }

  private init(_ name: String, _ loops: Int, _ results: [MetricResult]) {
    self.name = name
    self.loops = loops
    self.results = results
  }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ text: String) { stringValue = text }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// For example `{"task": "piqa", "acc,none": 0.5, "acc_stderr,none": 0.1}`.
  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    try fields.encode(name, forKey: Key("task"))
    for result in results {
      try fields.encode(Nullable(finite: result.value), forKey: Key(result.key))
      try fields.encode(Nullable(finite: result.stderr), forKey: Key(result.stderrKey))
    }
  }
}

/// A loop count in the JSON form of a depth curve.
struct CurveJSON: Encodable {
  let loops: Int
  let layerApplications: Int
  let readout: ReadoutKind
  let correct: Int
  let judged: Int
  let total: Int
  let accuracy: Nullable<Double>
  let ci95: [Double]
  let meanGoldLogprob: Nullable<Double>
  let meanMargin: Nullable<Double>
  let predicted: [String: Int]
  let noPrediction: Int
  let verdict: String
  let verdictReasons: [String]
  /// Of every group and task; absent where accuracy says it all.
  let metrics: [DepthMetric]?

  init(_ point: DepthCurve.Point, metrics: [DepthMetric]) {
    let tally = point.tally
    loops = point.loops
    layerApplications = point.layerApplications
    readout = point.kind
    correct = tally.correct
    judged = tally.judged
    total = tally.total
    accuracy = Nullable(finite: tally.accuracy)
    ci95 = [point.ci95.low, point.ci95.high]
    meanGoldLogprob = Nullable(finite: point.meanGoldLogprob)
    meanMargin = Nullable(finite: point.meanMargin)
    predicted = Dictionary(zip(tally.labels, tally.predicted), uniquingKeysWith: { first, _ in first })
    noPrediction = tally.unpredicted
    verdict = point.verdict.status.rawValue
    verdictReasons = point.verdict.reasons.map(\.message)
    self.metrics = metrics.isEmpty ? nil : metrics
  }
}

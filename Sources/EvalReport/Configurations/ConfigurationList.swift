import EvalCore

/// The configurations of several runs, a run's after another's.
struct ConfigurationList {
  /// The runs.
  let runs: [NamedReport]
  /// Of a run each member of its collection, and of each member every read-out.
  let rows: [Configuration]
  /// What differs between the runs.
  let differences: [ManifestDifference]

  /// The configurations of runs.
  init(_ runs: [NamedReport]) {
    var finder = TwinFinder()
    self.runs = runs
    rows = runs.enumerated().flatMap { place, run in finder.configurations(of: run, at: place) }
    differences = ManifestDifference.all(runs.map(\.report.manifest))
  }

  /// The rows of a run, counted from 1.
  func numbers(ofRun place: Int) -> [Int] { rows.indices.filter { rows[$0].place == place }.map { $0 + 1 } }
}

/// Makes configurations, and finds those before them that answer alike.
private struct TwinFinder {
  private struct Answers: Hashable {
    let docs: Int
    let predictions: [Int]
  }

  /// Sets of docs by a number each.
  private var docSets: [[AnsweredDocs.Doc]: Int] = [:]
  /// The first configuration with these answers.
  private var firsts: [Answers: Int] = [:]
  private var count = 0

  mutating func configurations(of run: NamedReport, at place: Int) -> [Configuration] {
    let result = run.report.result
    let size = result.readouts.count
    let totals = result.totals
    return stride(from: 0, to: totals.count, by: size).flatMap { start in
      let member = AnsweredDocs(Self.outcomes(of: totals[start], in: run))
      let docs = docSets[member.docs] ?? docSets.count
      docSets[member.docs] = docs
      return (0..<size).map { readout in
        let row = totals[start + readout]
        return Configuration(
          place: place, run: run, readout: readout, row: row, verdict: result.verdict(of: row),
          metrics: Self.metrics(of: row, at: readout, in: run.report), docs: docs,
          twin: twin(docs, member.predictions(at: readout)))
      }
    }
  }

  /// The first configuration with these answers, unless it is this one.
  private mutating func twin(_ docs: Int, _ predictions: [Int]?) -> Int? {
    defer { count += 1 }
    guard let predictions else { return nil }
    let answers = Answers(docs: docs, predictions: predictions)
    if let first = firsts[answers] { return first }
    firsts[answers] = count
    return nil
  }

  private static func outcomes(of total: ResultRow, in run: NamedReport) -> [Outcome] {
    guard total.level != .total else { return run.report.outcomes }
    let member = run.report.manifest.taskTree.children.first { $0.name == total.task }
    let tasks = Set(member?.tasks ?? [total.task])
    return run.report.outcomes.filter { tasks.contains($0.task) }
  }

  private static func metrics(of row: ResultRow, at readout: Int, in report: RunReport) -> [MetricResult] {
    guard report.showsMetrics, report.readouts.indices.contains(readout) else { return [] }
    let results = report.readouts[readout].results
    return results.groups.first { $0.name == row.task }?.metrics.results
      ?? results.tasks.first { $0.metrics.task == row.task }?.metrics.results ?? []
  }
}

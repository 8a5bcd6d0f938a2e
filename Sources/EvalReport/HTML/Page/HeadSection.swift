import EvalCore

/// The head of the page: verdicts, the headline and what to read it against.
struct HeadSection {
  /// A run's verdict.
  struct Banner {
    /// `valid`, `suspect` or `invalid`.
    let word: String
    let headline: String
    let meaning: String
    /// The run; nil where there is only one.
    let run: String?
    /// The first reasons.
    let reasons: [String]
    /// What the others are folded under, and they; many depths have many, and the number is to be on the first screen.
    let summary: String
    let more: [String]

    init(_ run: NamedReport, isNamed: Bool, isUnderWay: Bool, shown: Int) {
      let text = VerdictText(run.report.result)
      let completion = run.report.result.completion
      let isPart = isUnderWay && !text.isComplete
      word = isPart ? "suspect" : run.report.result.verdict.status.rawValue.lowercased()
      headline = isPart ? "UNDER WAY, \(completion.done) of \(completion.planned) docs" : text.headline
      meaning = isPart ? "numbers and intervals are of the docs so far" : text.meaning
      self.run = isNamed ? run.name : nil
      let all = run.report.result.verdict.reasons.map(\.message)
      // One more takes no more room than a line that says so.
      reasons = Array(all.prefix(all.count == shown + 1 ? shown + 1 : shown))
      more = Array(all.dropFirst(reasons.count))
      summary = "\(more.count) \(reasons.isEmpty ? "" : "more ")reasons"
    }
  }

  let heading: String
  let lead: String
  /// Of the first run.
  let verdict: Banner
  /// Of the others, after the headline.
  let otherVerdicts: [Banner]
  /// For example `3222/14042`; nil where nothing is right or wrong.
  let counts: String?
  /// For example `22.945 %`.
  let value: String
  let interval: String?
  let readAgainst: String?
  let axis: HTMLFigure?
  let strips: [HTMLFigure]
  let configurations: HTMLTable?
  let notes: [String]

  init(_ runs: [NamedReport], isUnderWay: Bool) {
    let first = runs[0].report
    let headline = Headline(first)
    heading = "\(first.manifest.model.name) on \(first.manifest.task.name)"
    lead = Self.lead(first)
    let verdicts = runs.enumerated().map {
      Banner($1, isNamed: runs.count > 1, isUnderWay: isUnderWay, shown: $0 == 0 ? 4 : 0)
    }
    verdict = verdicts[0]
    otherVerdicts = Array(verdicts.dropFirst())
    counts = headline.counts
    value = headline.value
    interval = headline.interval
    readAgainst = headline.readAgainst
    axis = HeadlinePlot(runs).plot.map { HTMLFigure($0, id: "head") }
    strips = [ProgramStrip(first)?.figure].compactMap { $0 }
    configurations = Self.configurations(runs)
    notes = first.manifest.model.overrides + first.manifest.model.notes
  }

  /// A row a run and read-out; nil for one.
  private static func configurations(_ runs: [NamedReport]) -> HTMLTable? {
    let all = ConfigurationList(runs).rows.enumerated().map { (number: $0 + 1, configuration: $1) }
    // Of many read-outs, a run's last.
    let rows =
      all.count <= 40
      ? all
      : all.filter { $0.configuration.readout == $0.configuration.run.report.result.readouts.count - 1 }
    guard rows.count > 1 else { return nil }
    return HTMLTable(
      id: "configurations", caption: "All configurations",
      columns: [
        .number("Row"), .text("Run"), .text("Model"), .text("Prompt"), .text("Shots"), .text("Precision"),
        .number("Loops"), .text("Task"), .number("Right"), .number("Docs"), .number("Accuracy"),
        .number("95 % from"), .number("to"), .text("Verdict"), .text("Remarks"),
      ], rows: rows.map { Self.row($0.configuration, number: $0.number) })
  }

  private static func row(_ configuration: Configuration, number: Int) -> HTMLTable.Row {
    let (row, manifest) = (configuration.row, configuration.manifest)
    let isJudged = row.tally.judged > 0
    let metrics = configuration.shownMetrics.map { "\($0.name) \(NumberText.fixed($0.value, 4))" }
    let twin = configuration.twin.map { ["same predictions as row \($0 + 1)"] } ?? []
    return HTMLTable.Row(cells: [
      .number("\(number)", Double(number)), .head(configuration.run.name), .text(manifest.model.name),
      .text(manifest.task.prompt), .text(configuration.shots), .text(manifest.machine.precision),
      .number(NumberText.loops(configuration.loops), configuration.loops.map(Double.init)), .text(row.alias),
      .number("\(row.tally.correct)", Double(row.tally.correct)),
      .number("\(row.tally.judged)", Double(row.tally.judged)),
      .number(NumberText.percent(row.accuracy), row.accuracy * 100),
      .number(isJudged ? NumberText.percent(row.ci95.low) : "–", isJudged ? row.ci95.low * 100 : nil),
      .number(isJudged ? NumberText.percent(row.ci95.high) : "–", isJudged ? row.ci95.high * 100 : nil),
      .verdict(configuration.verdict.status), .text((metrics + twin).joined(separator: "; ")),
    ])
  }

  private static func lead(_ report: RunReport) -> String {
    let (model, task) = (report.manifest.model, report.manifest.task)
    let parts = [
      model.program, "prompt \(task.prompt)", "\(task.shotsText)-shot", "\(task.docs) docs of the split \(task.split)",
      report.manifest.machine.precision,
    ]
    return parts.compactMap { $0 }.joined(separator: ", ")
  }
}

/// The one number of a run: that of its last read-out, which has the most loops.
struct Headline {
  let counts: String?
  let value: String
  let interval: String?
  let readAgainst: String?

  /// The headline of a run.
  init(_ report: RunReport) {
    let row = Self.row(report)
    guard let row, row.tally.judged > 0 else {
      let result = report.readouts.last?.metrics?.tasks.first?.metrics.results.first
      counts = nil
      value = result.map { "\($0.name) \(NumberText.fixed($0.value, 4))" } ?? "no docs"
      interval = result?.stderr.map { "standard error \(NumberText.fixed($0, 4))" }
      readAgainst = nil
      return
    }
    let measurements = Measurements(row)
    let depth = row.loops.map { " at \($0) loops" } ?? ""
    let name = report.result.totals.count > report.result.readouts.count ? " (\(row.alias))" : ""
    counts = "\(row.tally.correct)/\(row.tally.judged)"
    value = NumberText.percent(row.accuracy)
    interval = "95 % interval \(measurements.interval) (Wilson)\(depth)\(name)"
    readAgainst =
      measurements.hasChoices
      ? "What to read it against: "
        + measurements.floors.map { "\($0.name) \($0.share)" }.joined(separator: ", ") + "." : nil
  }

  /// The total at the last read-out; of a collection, that of its first member.
  static func row(_ report: RunReport) -> ResultRow? {
    let count = report.result.readouts.count
    return report.result.totals.indices.contains(count - 1) ? report.result.totals[count - 1] : nil
  }
}

import EvalCore

/// What `MarkdownTemplate` shows; all texts are ready for Markdown.
struct MarkdownPage {
  /// The measurements at one read-out.
  struct Total {
    let title: String
    let hasChoices: Bool
    let accuracy: String
    let interval: String
    let stderr: String
    let letters: [String]
    let predicted: [String]
    let gold: [String]
    let floors: [Measurements.Floor]
    let balancedAccuracy: String
    let undecided: String
    let withTies: String
    let hasTies: Bool
    let mass: String

    init(_ row: TaskResult) {
      let measurements = Measurements(row)
      title = Markdown.cell(measurements.title)
      hasChoices = measurements.hasChoices
      accuracy = measurements.accuracy
      interval = measurements.interval
      stderr = measurements.stderr
      letters = measurements.letters.map(Markdown.cell)
      predicted = measurements.predicted.map(String.init)
      gold = measurements.gold.dropLast().map(String.init) + [""]
      floors = measurements.floors.map { Measurements.Floor(name: Markdown.cell($0.name), share: $0.share) }
      balancedAccuracy = measurements.balancedAccuracy
      undecided = measurements.undecided
      withTies = measurements.withTies ?? ""
      hasTies = measurements.withTies != nil
      mass = measurements.mass
    }
  }

  /// Where docs stopped.
  struct Exits {
    let rule: String
    let table: String
    let lines: [String]

    init(_ exits: LiveExits, work: RunManifest.Work?) {
      let text = LiveExitsText(exits, work: work)
      rule = Markdown.cell(text.rule)
      table = text.table.render()
      lines = text.lines
    }
  }

  let task: String
  let model: String
  let headline: String
  let meaning: String
  let hasReasons: Bool
  let reasons: [String]
  let totals: [Total]
  let exits: Exits?
  let table: String
  let facts: [ManifestFact]
  let hasNotes: Bool
  let notes: [String]
  let command: String

  init(_ report: RunReport) {
    let manifest = report.manifest
    let verdict = VerdictText(report.result)
    task = Markdown.cell(manifest.task.name)
    model = Markdown.cell(manifest.model.name)
    headline = verdict.headline
    meaning = verdict.meaning
    reasons = report.result.verdict.reasons.map { Markdown.cell($0.message) }
    hasReasons = !reasons.isEmpty
    totals = report.result.totals.map(Total.init)
    exits = report.exits.map { Exits($0, work: manifest.work) }
    table = Self.table(report)
    facts = ManifestFact.all(manifest).map { ManifestFact(name: $0.name, value: Markdown.cell($0.value)) }
    notes = (manifest.model.overrides + manifest.model.notes).map(Markdown.cell)
    hasNotes = !notes.isEmpty
    command = ShellCommand(manifest.commandLine).text
  }

  private static func table(_ report: RunReport) -> String {
    guard !report.showsMetrics else { return LMEvalReport(report).tables(style: .plain).joined(separator: "\n") }
    return ResultTable(
      title: "Tasks", rows: report.result.rows, shots: ShotTexts(report.result.rows, report.manifest.task),
      hasLoops: report.result.readouts.count > 1
    ).render()
  }
}

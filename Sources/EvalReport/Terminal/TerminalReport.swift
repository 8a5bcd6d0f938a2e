import EvalCore

/// A run as text for a terminal: lm-evaluation-harness's table or, of several loop counts, one with a column each; the
/// verdict, and what always belongs to an accuracy.
public struct TerminalReport: Sendable {
  /// Columns of a report that goes to no terminal.
  public static let standardWidth = 100

  private let style: TextStyle
  private let width: Int

  /// A report with or without colours.
  ///
  /// - Parameter width: Columns that a table of several loop counts may take.
  public init(style: TextStyle = .plain, width: Int = TerminalReport.standardWidth) {
    self.style = style
    self.width = width
  }

  /// The report as text that ends with a line feed.
  public func render(_ report: RunReport) -> String { page(report, numbers(report)) }

  /// The report with lm-evaluation-harness's own tables, one a read-out.
  ///
  /// The run of an older version, which does not say by what its tasks are measured, has the table of its right answers.
  public func renderAsHarness(_ report: RunReport) -> String {
    let tables = LMEvalReport(report).tables(style: style)
    return page(report, tables.isEmpty ? accuracies(report) : tables)
  }

  private func page(_ report: RunReport, _ numbers: [String]) -> String {
    let blocks: [String?] =
      [RunLine(report.manifest).text + "\n"] + numbers + [
        report.exits.map { exits(LiveExitsText($0, work: report.manifest.work)) }, verdict(report.result),
      ]
    return blocks.compactMap { $0 }.joined(separator: "\n")
  }

  private func numbers(_ report: RunReport) -> [String] {
    if report.result.readouts.count > 1 { return DepthText(report, style: style, width: width).blocks }
    return report.showsMetrics ? LMEvalReport(report).tables(style: style) : accuracies(report)
  }

  private func accuracies(_ report: RunReport) -> [String] {
    let result = report.result
    return [
      tables(result, shots: ShotTexts(result.rows, report.manifest.task)),
      result.totals.map { block(Measurements($0)) }.joined(separator: "\n"),
    ]
  }

  private func exits(_ text: LiveExitsText) -> String {
    "docs by exit, \(text.rule)\n\(text.table.render())" + text.lines.map { "  \($0)\n" }.joined()
  }

  private func tables(_ result: RunResult, shots: ShotTexts) -> String {
    let hasLoops = result.readouts.count > 1
    let all = ResultTable(title: "Tasks", rows: result.rows, shots: shots, hasLoops: hasLoops).render()
    guard result.rows.contains(where: { $0.level == .group }) else { return all }
    let groups = result.rows.filter { $0.level != .task }
    let top = ResultTable(title: "Groups", rows: groups, shots: shots, hasLoops: hasLoops).render()
    return all + "\n" + top
  }

  private func block(_ measurements: Measurements) -> String {
    """
    \(measurements.title)
      accuracy           \(measurements.accuracy)
      95 % interval      \(measurements.interval) (Wilson), standard error \(measurements.stderr)
    \(measurements.hasChoices ? choices(measurements) : "")\
      undecided          \(measurements.undecided)
    \(measurements.withTies.map { "  exact ties         \($0)\n" } ?? "")\
    \(measurements.hasChoices ? "  choices' mass      \(measurements.mass) of the probability on average\n" : "")
    """
  }

  private func choices(_ measurements: Measurements) -> String {
    let floors = measurements.floors.map { "\($0.name) \($0.share)" }.joined(separator: ", ")
    let predicted = measurements.predicted.map(String.init)
    let gold = measurements.gold.dropLast().map(String.init)
    let width = max(7, 1 + ((measurements.letters + predicted + gold).map(\.count).max() ?? 0))
    return """
        balanced accuracy  \(measurements.balancedAccuracy)
        floors             \(floors)
        letter             \(cells(measurements.letters, width))
        predicted          \(cells(predicted, width))
        gold               \(cells(gold, width))

      """
  }

  private func cells(_ texts: [String], _ width: Int) -> String {
    texts.map { String(repeating: " ", count: width - $0.count) + $0 }.joined()
  }

  /// The verdict, with its reasons where there are any.
  func verdict(_ result: RunResult) -> String {
    let text = VerdictText(result)
    let status = result.verdict.status
    let line = "\(text.headline): \(text.meaning)"
    guard status != .valid else { return style.colored(line, status) + "\n" }
    let bar = style.colored(String(repeating: "=", count: 100), status)
    let reasons = result.verdict.reasons.map { "  * \($0.message)\n" }.joined()
    return "\(bar)\n\(style.colored(line, status))\n\(reasons)\(bar)\n"
  }
}

/// The line above lm-evaluation-harness's table: what was run, and how.
struct RunLine {
  private let manifest: RunManifest

  /// The line of a run.
  init(_ manifest: RunManifest) { self.manifest = manifest }

  /// For example `tiny (path=tiny.pth, program=…), split: test, prompt: lm_eval, limit: None, num_fewshot: 0`.
  var text: String {
    let task = manifest.task
    let limit = task.limit.map(String.init) ?? task.limitShare.map { "\($0)" } ?? "None"
    let subjects = task.subjects.isEmpty ? "" : ", subjects: " + task.subjects.joined(separator: " ")
    return "\(manifest.model.name)\(arguments), split: \(task.split), prompt: \(task.prompt), limit: \(limit), "
      + "num_fewshot: \(task.shotsText)\(subjects)"
  }

  private var arguments: String {
    let model = manifest.model
    let parts = [
      model.path.map { "path=\($0)" }, model.format.map { "format=\($0)" }, model.program.map { "program=\($0)" },
      model.lora.map { "lora=\($0.path), lora_alpha=\(NumberText.significant($0.alpha, 6))" },
      model.state.map { "state=\($0.path ?? "in the model's file")" },
      model.startToken.map { "start_token=\($0)" }, model.maxLength.map { "max_length=\($0)" },
      manifest.machine.precision == "fp32" ? nil : "precision=\(manifest.machine.precision)",
    ].compactMap { $0 }
    return parts.isEmpty ? "" : " (" + parts.joined(separator: ", ") + ")"
  }
}

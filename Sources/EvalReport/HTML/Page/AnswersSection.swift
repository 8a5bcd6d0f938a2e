import EvalCore
import Mustache

/// A run's answers beside the right ones, at its last read-out.
struct AnswersSection {
  let id = "answers"
  let heading = "Answers"
  /// The first run.
  let runs: [SectionRun]
  /// The others.
  let later: LaterMarkup?

  /// The runs whose docs have choices; nil where none has.
  init?(_ runs: [NamedReport], analyses: [RunAnalysis?], plots: [RunPlots], _ library: MustacheLibrary) throws {
    let all: [SectionRun] = runs.indices.compactMap { index in
      guard let answers = analyses[index]?.answers.last, !answers.labels.isEmpty else { return nil }
      return SectionRun(
        name: runs[index].name, isNamed: runs.count > 1, lead: Self.lead(answers),
        figures: plots[index].answers.map { HTMLFigure($0, id: "r\(index)") },
        tables: Self.tables(answers, number: index))
    }
    if all.isEmpty { return nil }
    self.runs = Array(all.prefix(1))
    later = try .runs(id, all, template: "section-run", library)
  }

  private static func lead(_ answers: AnswerAnalysis) -> String {
    let depth = answers.loops.map { "At \($0) loops. " } ?? ""
    guard let calibration = answers.calibration else { return depth + "No doc has a prediction." }
    return depth
      + "The predicted choice has \(NumberText.percent(calibration.meanConfidence, 1)) of the choices' probability on "
      + "average; expected calibration error \(NumberText.percent(calibration.expectedError, 1)) in "
      + "\(Calibration.binCount) bins."
  }

  private static func tables(_ answers: AnswerAnalysis, number: Int) -> [HTMLTable] {
    [calibrationTable(answers, number), lengthTable(answers, number), positionTable(answers, number)].compactMap { $0 }
  }

  private static func calibrationTable(_ answers: AnswerAnalysis, _ number: Int) -> HTMLTable? {
    guard let calibration = answers.calibration else { return nil }
    return HTMLTable(
      id: "calibration-\(number)", caption: "Right answers by the probability of the predicted choice",
      summary: "The numbers of the calibration",
      columns: [.number("From"), .number("To"), .number("Mean probability")] + shareColumns,
      rows: calibration.bins.map { bin in
        HTMLTable.Row(
          cells: [
            .number(NumberText.fixed(bin.low, 1), bin.low), .number(NumberText.fixed(bin.high, 1), bin.high),
            .number(NumberText.fixed(bin.meanConfidence, 3), bin.meanConfidence),
          ] + share(bin.counts))
      })
  }

  private static func lengthTable(_ answers: AnswerAnalysis, _ number: Int) -> HTMLTable? {
    guard answers.lengths.count > 1 else { return nil }
    return HTMLTable(
      id: "lengths-\(number)", caption: "Right answers by the length of the prompt in characters",
      summary: "The numbers by prompt length",
      columns: [.number("From"), .number("To")] + shareColumns,
      rows: answers.lengths.map { bin in
        HTMLTable.Row(
          cells: [
            .number("\(bin.shortest)", Double(bin.shortest)), .number("\(bin.longest)", Double(bin.longest)),
          ] + share(bin.counts))
      })
  }

  private static func positionTable(_ answers: AnswerAnalysis, _ number: Int) -> HTMLTable? {
    HTMLTable(
      id: "positions-\(number)", caption: "Right answers by the position of the right choice",
      summary: "The numbers by position",
      columns: [.text("Position")] + shareColumns,
      rows: zip(answers.labels, answers.positions).map { label, counts in
        HTMLTable.Row(cells: [.head(label)] + share(counts))
      })
  }

  private static let shareColumns: [HTMLTable.Column] = [
    .number("Right"), .number("Docs"), .number("Accuracy"), .number("95 % from"), .number("to"),
  ]

  private static func share(_ counts: CountedShare) -> [HTMLTable.Cell] {
    [
      .number("\(counts.correct)", Double(counts.correct)), .number("\(counts.total)", Double(counts.total)),
      .number(NumberText.percent(counts.share), counts.share.map { $0 * 100 }),
      .number(NumberText.percent(counts.ci95.low), counts.ci95.low * 100),
      .number(NumberText.percent(counts.ci95.high), counts.ci95.high * 100),
    ]
  }
}

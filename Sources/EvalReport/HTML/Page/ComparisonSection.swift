import EvalCore
import Mustache

/// Runs and read-outs beside each other, doc by doc.
struct ComparisonSection {
  /// A link to a list of docs.
  struct Link {
    let href: String
    let text: String
  }

  /// Two read-outs.
  struct Pair {
    let heading: String
    let lead: String
    let detectable: String
    let links: [Link]
    let figures: [HTMLFigure]
    let tables: [HTMLTable]
  }

  let legend: String
  /// The pairs, which are many and large.
  let pairs: LaterMarkup?
  /// Why runs are not compared.
  let refusals: [String]
  /// In which settings runs differ from the first.
  let differences: HTMLTable?

  /// Every run beside the first, and of every run with several read-outs the last beside the first; nil where there is
  /// nothing to compare.
  ///
  /// - Throws: `UserError` when there is no memory to pack it.
  init?(_ comparisons: RunComparisons, _ runs: [NamedReport], _ library: MustacheLibrary) throws {
    guard !comparisons.pairs.isEmpty || !comparisons.refusals.isEmpty else { return nil }
    let tests = comparisons.pairs.first?.compared.tests ?? 0
    legend =
      "Difference: second minus first in percentage points, with the 95 % interval for matched proportions (Agresti and Min "
      + "2005). p: exact two-sided McNemar test; Holm: p corrected for all \(tests) tests of this page."
    let shown = comparisons.pairs.enumerated().map { Self.pair($0.element, number: $0.offset, runs) }
    pairs = try LaterMarkup("comparison", shown, template: "comparison-pair", library) {
      $0 == 1 ? "The comparison is" : "The \($0) comparisons are"
    }
    refusals = comparisons.refusals
    differences = Self.differences(runs)
  }

  private static func pair(_ pair: RunComparisons.Pair, number: Int, _ runs: [NamedReport]) -> Pair {
    let counts = pair.compared.comparison.total
    let (first, second) = (name(pair.first, runs), name(pair.second, runs))
    let interval = counts.differenceCI95
    let found = counts.detectableDifference.map { "a difference of \(NumberText.fixed($0 * 100, 3)) points" }
    return Pair(
      heading: pair.first.run == pair.second.run ? "\(first) to \(pair.secondName(runs))" : "\(first) and \(second)",
      lead:
        "\(counts.firstCorrect)/\(counts.total) = \(share(counts.firstCorrect, counts.total)) and "
        + "\(counts.secondCorrect)/\(counts.total) = \(share(counts.secondCorrect, counts.total)): difference "
        + "\(NumberText.points(counts.difference)) points (\(NumberText.points(interval.low)) to "
        + "\(NumberText.points(interval.high))), p = \(NumberText.pValue(counts.pValue)).",
      detectable:
        "With \(counts.rightToWrong + counts.wrongToRight) changes among \(counts.total) docs, "
        + "\(found ?? "no difference") would have been found with probability \(DetectableDifference.power).",
      links: [
        Link(
          href: PageLink.flips(
            (pair.first.run, pair.first.readout), (pair.second.run, pair.second.readout), change: "lost"),
          text: "\(counts.rightToWrong) docs right → wrong"),
        Link(
          href: PageLink.flips(
            (pair.first.run, pair.first.readout), (pair.second.run, pair.second.readout), change: "gained"),
          text: "\(counts.wrongToRight) docs wrong → right"),
      ],
      figures: ComparisonPlots(pair.compared, first: first, second: second).all.map {
        HTMLFigure($0, id: "c\(number)")
      },
      tables: [table(pair, number: number, caption: "\(first) and \(second)")])
  }

  private static func name(_ place: RunComparisons.Place, _ runs: [NamedReport]) -> String {
    let readout = runs[place.run].readoutNames[place.readout]
    return runs[place.run].name + (readout.isEmpty ? "" : ", \(readout)")
  }

  private static func table(_ pair: RunComparisons.Pair, number: Int, caption: String) -> HTMLTable {
    let tasks = Set(pair.compared.comparison.changes.map(\.task))
    let rows = zip(pair.compared.comparison.rows, pair.compared.correctedPValues).map { row, corrected in
      let counts = row.counts
      let interval = counts.differenceCI95
      let (first, second) = ((pair.first.run, pair.first.readout), (pair.second.run, pair.second.readout))
      return HTMLTable.Row(
        className: row.depth > 0 ? "level-\(min(row.depth, 3))" : "group",
        cells: [
          .head(row.alias), .number("\(counts.total)", Double(counts.total)),
          .number(share(counts.firstCorrect, counts.total), 100 * Double(counts.firstCorrect) / Double(counts.total)),
          .number(share(counts.secondCorrect, counts.total), 100 * Double(counts.secondCorrect) / Double(counts.total)),
          .number(NumberText.points(counts.difference), counts.difference * 100),
          .number(NumberText.points(interval.low), interval.low * 100),
          .number(NumberText.points(interval.high), interval.high * 100),
          flips(
            counts.rightToWrong,
            tasks.contains(row.task) ? PageLink.flips(first, second, change: "lost", task: row.task) : nil),
          flips(
            counts.wrongToRight,
            tasks.contains(row.task) ? PageLink.flips(first, second, change: "gained", task: row.task) : nil),
          .number(NumberText.pValue(counts.pValue), counts.pValue),
          .number(NumberText.pValue(corrected), corrected),
        ])
    }
    return HTMLTable(
      id: "comparison-\(number)", caption: caption, summary: "All groups and tasks of this comparison",
      columns: [
        .text("Task"), .number("Docs"), .number("First"), .number("Second"), .number("Difference"),
        .number("95 % from"), .number("to"), .number("Right → wrong"), .number("Wrong → right"), .number("p"),
        .number("Holm"),
      ], rows: rows)
  }

  private static func flips(_ count: Int, _ link: String?) -> HTMLTable.Cell {
    var cell = HTMLTable.Cell.number("\(count)", Double(count))
    if count > 0 { cell.link = link }
    return cell
  }

  private static func share(_ correct: Int, _ total: Int) -> String {
    NumberText.percent(Double(correct) / Double(total))
  }

  private static func differences(_ runs: [NamedReport]) -> HTMLTable? {
    let rows = ManifestDifference.all(runs.map(\.report.manifest)).map { difference in
      HTMLTable.Row(cells: [.head(difference.name)] + difference.values.map { .text($0) })
    }
    guard runs.count > 1, !rows.isEmpty else { return nil }
    return HTMLTable(
      id: "differences", caption: "Settings in which the runs differ",
      columns: [.text("Setting")] + runs.map { .text($0.name) }, rows: rows)
  }
}

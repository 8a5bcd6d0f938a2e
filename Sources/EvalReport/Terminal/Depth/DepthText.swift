import EvalCore

/// A run at several loop counts for a terminal: a row a task and a column a loop count, a chart of every group, and what
/// belongs to the accuracy of the totals.
struct DepthText {
  private let report: RunReport
  private let style: TextStyle
  private let width: Int
  private let axis: DepthAxis

  /// A run's text.
  ///
  /// - Parameters:
  ///   - report: The run, with several read-outs.
  ///   - style: Whether a terminal's colours may be used.
  ///   - width: Columns that tables may take.
  init(_ report: RunReport, style: TextStyle, width: Int) {
    self.report = report
    self.style = style
    self.width = width
    axis = DepthAxis(report)
  }

  /// The parts, each with a line feed after every line.
  var blocks: [String] {
    report.showsMetrics ? metricTables + charts + [verdicts] + ties : accuracyTables + charts + totals
  }

  private var accuracyTables: [String] {
    let rows = atAllReadouts(report.result.rows)
    let groups = rows.filter { $0.contains { $0.level != .task } }
    let shots = ShotTexts(report.result.rows, report.manifest.task)
    let all = DepthAccuracyTable(title: "Tasks", rows: rows, shots: shots, axis: axis)
    let hasGroups = rows.contains { $0.contains { $0.level == .group } }
    let top = DepthAccuracyTable(title: "Groups", rows: groups, shots: shots, axis: axis)
    return tables(
      [all.columns] + (hasGroups ? [top.columns] : []), of: "right answers and their per cent", legend: all.legend)
  }

  private var metricTables: [String] {
    let hasGroups = report.readouts.contains { $0.results.groups.contains(where: \.hasAggregation) }
    let kinds: [LMEvalResults.TableKind] = hasGroups ? [.tasks, .groups] : [.tasks]
    return tables(
      kinds.map { DepthMetricTable(kind: $0, readouts: report.readouts, axis: axis).columns },
      of: "metrics and their standard errors", legend: [])
  }

  /// Tables of the same loop counts, with what is to be said of them below the first.
  private func tables(_ columns: [DepthColumns], of what: String, legend: [String]) -> [String] {
    let places = columns.first.map { $0.places(axis, width: width) } ?? []
    let lines = [axis.leftOut(places), axis.legend].compactMap(\.self) + legend
    return columns.enumerated().map { index, columns in
      (index == 0 ? "\(what), a column a loop count\n" : "") + columns.table(places).render()
        + (index == 0 ? lines.map { "  \($0)\n" }.joined() : "")
    }
  }

  private var charts: [String] {
    atAllReadouts(report.result.totals).filter { $0.contains { $0.level != .task } }.compactMap {
      DepthChart($0, axis: axis, width: width)?.render()
    }
  }

  private var totals: [String] {
    atAllReadouts(report.result.totals).map { DepthTotals($0, of: report.result, axis: axis).render() }
  }

  private var verdicts: String {
    let parts = axis.loops.indices.map { place in
      let status = report.result.verdict(at: place).status
      return "\(axis.header(place)) \(style.colored(status.rawValue, status))"
    }
    return "verdict by loops: \(parts.joined(separator: ", "))\n"
  }

  private var ties: [String] {
    let lines = zip(axis.loops.indices, report.readouts).flatMap { place, readout in
      readout.tieLines.map { "  at \(axis.header(place)) loops, \($0)\n" }
    }
    return lines.isEmpty ? [] : [LMEvalReadout.tieMeaning + "\n" + lines.joined()]
  }

  /// Rows of one task or group together.
  private func atAllReadouts(_ rows: [ResultRow]) -> [[ResultRow]] {
    let size = report.result.readouts.count
    return stride(from: 0, to: rows.count, by: size).map { Array(rows[$0..<($0 + size)]) }
  }
}

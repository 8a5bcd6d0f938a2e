import EvalCore

/// Metrics with a row a metric of a task or group and a column a loop count.
struct DepthMetricTable {
  /// Which rows there are.
  let kind: LMEvalResults.TableKind
  /// The run's read-outs, from the fewest loops to the most.
  let readouts: [LMEvalReadout]
  /// The loop counts.
  let axis: DepthAxis

  /// The columns: values with their standard errors.
  var columns: DepthColumns {
    let rows = readouts.map { $0.results.rows(kind) }
    let firsts = rows.first ?? []
    let filters = TableColumn("Filter", isRight: false, firsts, \.filter)
    return DepthColumns(
      fixed: [
        TableColumn(kind.rawValue, isRight: false, firsts, \.label), TableColumn("n-shot", firsts, \.shots),
        TableColumn("Metric", isRight: false, firsts) { "\($0.metric) \($0.arrow)" },
      ] + (firsts.contains { $0.filter != "none" } ? [filters] : []),
      depths: rows.enumerated().map { place, rows in
        TableColumn(axis.header(place), firsts) { first in rows.first { Self.areSame($0, first) }.map(Self.text) ?? "–"
        }
      })
  }

  private static func areSame(_ a: LMEvalTableRow, _ b: LMEvalTableRow) -> Bool {
    a.alias == b.alias && a.depth == b.depth && a.metric == b.metric && a.filter == b.filter
  }

  private static func text(_ row: LMEvalTableRow) -> String {
    let stderr = row.stderr.trimmingPrefix { $0 == " " }
    return stderr == "N/A" ? row.value : "\(row.value) ± \(stderr)"
  }
}

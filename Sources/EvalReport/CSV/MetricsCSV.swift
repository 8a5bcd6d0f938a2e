import EvalCore

/// The metrics of a run as comma-separated values: a header, then a line a task or group, read-out and metric.
///
/// Numbers have all their digits, what is unknown is empty. `run_verdict` and `complete` are the same in every line.
struct MetricsCSV {
  private static let header = [
    "task", "level", "loops", "metric", "filter", "value", "stderr", "docs", "run_verdict", "complete",
  ]

  /// The report as text that ends with a line feed.
  func render(_ report: RunReport) -> String {
    let end = [report.result.verdict.status.rawValue, "\(VerdictText(report.result).isComplete)"]
    let lines = zip(report.readouts, report.result.readouts).flatMap { readout, loops in
      let tasks = readout.results.tasks.flatMap { task in
        line(task.metrics.task, "task", loops, task.metrics.results.map { ($0, task.metrics.sampleLength) })
      }
      let groups = readout.results.groups.flatMap { group in
        line(group.name, "group", loops, Array(zip(group.metrics.results, group.metrics.sampleCounts)))
      }
      return tasks + groups
    }
    return ([Self.header] + lines.map { $0 + end }).map(CSVText.line).joined()
  }

  private func line(
    _ name: String, _ level: String, _ loops: Int?, _ results: [(MetricResult, docs: Int)]
  ) -> [[String]] {
    results.map { result, docs in
      [
        name, level, loops.map(String.init) ?? "", result.name, result.filter, CSVText.number(result.value),
        CSVText.number(result.stderr), "\(docs)",
      ]
    }
  }
}

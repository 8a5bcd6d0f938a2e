import EvalCore
import EvalPlot

/// Plots of what each layer application did to hidden states.
struct TracePlots {
  private let trace: DepthTrace?

  /// The plots of a trace; none without one.
  init(_ trace: DepthTrace?) { self.trace = trace }

  var all: [ReportPlot] {
    guard let trace, trace.records.count > 1 else { return [] }
    return [
      plot(
        trace, "residuals", "Residual by layer application",
        "How much an application changes the hidden state, as a share of it: |h − h′| / |h|. ", "residual", \.residual),
      plot(
        trace, "rms", "RMS of the hidden state by layer application",
        "Root mean square over channels after each application. ", "RMS", \.rms),
    ]
  }

  private func plot(
    _ trace: DepthTrace, _ name: String, _ title: String, _ description: String, _ unit: String,
    _ value: (DepthTraceRecord) -> Double?
  ) -> ReportPlot {
    let runs = Self.runs(trace)
    let series = runs.enumerated().map { place, run in
      PlotSeries(
        run.name, number: place % 8 + 1,
        run.records.compactMap { record in
          value(record).map {
            PlotPoint(
              Double(record.application), $0,
              label: "application \(record.application)" + (record.loop.map { ", loop \($0)" } ?? ""))
          }
        })
    }
    let values = series.flatMap(\.points).map(\.value)
    let isLogarithmic = values.contains { $0 > 0 } && !values.contains { $0 < 0 }
    let broken = trace.firstNonFinite.map { [PlotMark.reference(position: Double($0.application), "not finite")] } ?? []
    return ReportPlot(
      name: name,
      picture: .plot(
        Plot(
          title, description: description + "Hidden states: \(ConvergenceText.summary(trace.convergence)).",
          x: .linear("layer application"),
          y: isLogarithmic ? .logarithmic(unit, base: .ten) : .linear(unit),
          marks: series.map { .line($0, markers: false) } + broken)),
      isWide: true)
  }

  /// Neighbouring applications of one group, or of none.
  private static func runs(_ trace: DepthTrace) -> [(name: String, records: [DepthTraceRecord])] {
    var runs: [(name: String, group: Int?, records: [DepthTraceRecord])] = []
    for record in trace.records {
      if let last = runs.last, last.group == record.group {
        runs[runs.count - 1].records.append(record)
      } else {
        runs.append((record.group.map { "group \($0)" } ?? (runs.isEmpty ? "prelude" : "coda"), record.group, [record]))
      }
    }
    // Interleaved groups come again and again: then each has one line.
    guard runs.count > 24 else { return runs.map { ($0.name, $0.records) } }
    let byName = Dictionary(grouping: runs) { $0.name }
    return byName.sorted { $0.value[0].records[0].application < $1.value[0].records[0].application }
      .map { ($0.key, $0.value.flatMap(\.records)) }
  }
}

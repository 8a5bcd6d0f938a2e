import EvalCore

/// A share with its interval and a floor, drawn in the cell of a table: 100 units wide.
struct IntervalBar {
  let share: Double
  let interval: ConfidenceInterval
  /// The share that is reached without reading; nil where there is none.
  let floor: Double?

  /// The drawing; the numbers stand in other cells of the row.
  var svg: String {
    let floor = floor.map { "<rect class=\"bar-floor\" x=\"\(units($0))\" y=\"0\" width=\"0.6\" height=\"10\"/>" } ?? ""
    return """
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">\
      <rect class="bar-value" x="0" y="2" width="\(units(share))" height="6"/>\
      <rect class="bar-interval" x="\(units(interval.low))" y="4" width="\(units(interval.high - interval.low))" height="2"/>\
      \(floor)</svg>
      """
  }

  private func units(_ share: Double) -> String { share.isFinite ? NumberText.fixed(share * 100, 2) : "0" }
}

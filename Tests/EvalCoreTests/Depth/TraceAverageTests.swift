import EvalCore
import Testing

@Suite struct TraceAverageTests {
  static func record(_ rows: [TraceRow]) -> DepthTraceRecord {
    var average = TraceAverage()
    for row in rows { average.add(row) }
    return DepthTraceRecord(application: 7, layer: 3, group: 3, loop: 1, average: average)
  }

  static func row(residual: Double?, rms: Double, lagged: [Int: Double] = [:]) -> TraceRow {
    var row = TraceRow()
    row.residual = residual
    row.rms = rms
    row.lagged = lagged
    return row
  }

  @Test("Rows that are not finite are counted and left out of every mean")
  func nonFinite() {
    let record = Self.record([
      Self.row(residual: 0.5, rms: 1), Self.row(residual: 0.25, rms: .nan), Self.row(residual: 0.75, rms: 3),
      Self.row(residual: 9, rms: 9, lagged: [2: .infinity]),
    ])
    #expect(record.rows == 4 && record.nonFiniteRows == 2)
    #expect(record.residual == 0.625 && record.rms == 2)
  }

  @Test("A mean is over the rows that have a value, and nil without any")
  func missing() {
    let record = Self.record([
      Self.row(residual: nil, rms: 1), Self.row(residual: 0.5, rms: 2, lagged: [3: 0.25]),
    ])
    #expect(record.residual == 0.5 && record.rms == 1.5 && record.lagged == [3: 0.25])
    #expect(record.kl == nil && record.nonFiniteRows == 0)
  }
}

import EvalCore
import Foundation
import Testing

@Suite struct DepthTraceTests {
  static func record(_ application: Int, group: Int?, finite: Bool = true) -> DepthTraceRecord {
    TraceAverageTests.record([TraceAverageTests.row(residual: 0.5, rms: finite ? 1 : .nan)])
      .moved(to: application, group: group)
  }

  @Test("A record is one line of JSON with snake-case keys and comes back as it was")
  func json() throws {
    let record = TraceAverageTests.record([
      TraceAverageTests.row(residual: 0.5, rms: 2, lagged: [2: 0.25]), TraceAverageTests.row(residual: 1, rms: .nan),
    ])
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let data = try encoder.encode(record)
    #expect(
      String(decoding: data, as: UTF8.self)
        == #"{"application":7,"group":3,"lagged":{"2":0.25},"layer":3,"loop":1,"non_finite_rows":1,"residual":0.5,"#
        + #""rms":2,"rows":2}"#)
    #expect(try JSONDecoder().decode(DepthTraceRecord.self, from: data) == record)
  }

  @Test("Groups come in the order in which they are entered, without prelude and coda")
  func groups() {
    let trace = DepthTrace([
      Self.record(0, group: nil), Self.record(1, group: 2), Self.record(2, group: 0), Self.record(3, group: 2),
      Self.record(4, group: nil),
    ])
    #expect(trace.groups == [2, 0])
    #expect(trace.records(ofGroup: 2).map(\.application) == [1, 3])
    #expect(trace.convergence.map(\.group) == [2, 0])
  }

  @Test("The first application where numbers stop being numbers is found")
  func firstNonFinite() {
    let healthy = (0..<3).map { Self.record($0, group: 0) }
    #expect(DepthTrace(healthy).firstNonFinite == nil)
    let broken = DepthTrace(
      healthy + [Self.record(3, group: 1, finite: false), Self.record(4, group: 1, finite: false)])
    #expect(broken.firstNonFinite?.application == 3)
    #expect(broken.convergence.map(\.state) == [.tooShort, .nonFinite(application: 3)])
  }
}

extension DepthTraceRecord {
  /// The same numbers at another application, its loop of the same number.
  fileprivate func moved(to application: Int, group: Int?) -> DepthTraceRecord {
    var average = TraceAverage()
    average.add(TraceAverageTests.row(residual: 0.5, rms: nonFiniteRows > 0 ? .nan : 1))
    return DepthTraceRecord(
      application: application, layer: layer, group: group, loop: group == nil ? nil : application, average: average)
  }
}

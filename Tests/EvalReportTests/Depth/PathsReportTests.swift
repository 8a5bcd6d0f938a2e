import DepthStudy
import EvalCore
import Foundation
import SharedFixtures
import Testing

@testable import EvalReport

@Suite struct PathsReportTests {
  private static let ends: [[Float]] = [[1, 0], [0, 1]]

  private static func report() -> PathsReport {
    let close: [[Float]] = [[1, 0.1], [0.1, 1]]
    let independence = PathIndependence(ends: ends, others: [.zeros: ends, .noise: close, .other: ends])
    return PathsReport(
      model: "models/a", program: "2 groups × 8 loops × 1 layer = 16 layer applications, order 0⁸ 1⁸", inputs: 2,
      recurrences: [
        RecurrencePaths(
          group: 0, loops: 8, hasRecall: true, firstInputAlignment: 0.25, lastInputAlignment: 0,
          independence: independence,
          noiseGain: NoiseGain(ends: ends, disturbed: [[1.0005, 0], [0, 1.0005]], size: 0.001, loops: 7)),
        RecurrencePaths(
          group: 1, loops: 8, hasRecall: false, firstInputAlignment: 0.5, lastInputAlignment: 0.75, independence: nil,
          noiseGain: nil),
      ])
  }

  @Test("Paths", arguments: [(DepthReportFormat.table, "txt"), (.markdown, "md")])
  func forms(format: DepthReportFormat, suffix: String) throws {
    try GoldenFile(name: "depth-paths.\(suffix)").expect(Self.report().render(format))
  }

  @Test("Every start has a column where all are asked for")
  func all() throws {
    try GoldenFile(name: "depth-paths-all.txt").expect(Self.report().render(.table, showsAll: true))
  }

  @Test("The JSON form has null for what is not defined, and why")
  func json() throws {
    let data = Data(try Self.report().render(.json).utf8)
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let paths = try #require(object["paths"] as? [[String: Any]])
    #expect(paths.map { $0["state"] as? String } == ["path independent", nil])
    #expect(paths[1]["noise_gain"] is NSNull && paths[0]["undefined"] is NSNull)
    #expect((paths[1]["undefined"] as? String)?.hasPrefix("no loop sees the group's input again") == true)
    #expect((paths[0]["alignments"] as? [String: Double])?.count == 3)
  }
}

import EvalReport
import Foundation
import SharedFixtures
import Testing

@Suite struct JSONReportTests {
  static func object(_ report: RunReport) throws -> [String: Any] {
    let data = Data(try JSONReport().render(report).utf8)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test func `exits are an object of their own, which other runs do not have`() throws {
    let exits = try #require(try Self.object(SampleReports.exited)["exits"] as? [String: Any])
    #expect(exits["histogram"] as? [Int] == [20, 20] && exits["loops"] as? [Int] == [8, 400])
    #expect(exits["mean_layer_applications"] as? Double == 204)
    #expect(exits["mean_flops_per_token"] as? Double == 5.1e9)
    #expect((exits["rule"] as? [String: Any])?["criterion"] as? String == "max_probability")
    #expect(try Self.object(SampleReports.looped)["exits"] == nil)
  }

  @Test func `a run with several loop counts`() throws {
    try GoldenFile(name: "looped.json").expect(JSONReport().render(SampleReports.looped))
  }

  @Test func `every row has its keys`() throws {
    let rows = try #require(try Self.object(SampleReports.broken)["results"] as? [[String: Any]])
    #expect(rows.count == 4)
    for row in rows {
      let keys = [
        "task", "loops", "correct", "judged", "total", "accuracy", "stderr", "ci95", "predicted", "gold", "invalid",
        "ties",
        "verdict",
      ]
      for key in keys { #expect(row[key] != nil, "\(key)") }
      #expect((row["ci95"] as? [Double])?.count == 2)
      #expect((row["predicted"] as? [String: Int])?.keys.sorted() == ["A", "B", "C", "D"])
    }
    #expect(rows[0]["loops"] is NSNull)
    #expect(rows[0]["verdict"] as? String == "INVALID")
  }

  @Test func `the verdict has status and reasons, and the run's end is there`() throws {
    let object = try Self.object(SampleReports.broken)
    let verdict = try #require(object["verdict"] as? [String: Any])
    #expect(verdict["status"] as? String == "INVALID")
    let reasons = try #require(verdict["reasons"] as? [String])
    #expect(reasons.count == 2)
    #expect(reasons.first == "the run did not finish: 40 of 50 docs; run it again for a result")
    let completion = try #require(object["completion"] as? [String: Any])
    #expect(completion["finished"] as? Bool == false)
  }

  @Test func `a run without docs has null for what is unknown`() throws {
    let object = try Self.object(SampleReports.report([]))
    let row = try #require((object["results"] as? [[String: Any]])?.first)
    #expect(row["accuracy"] is NSNull && row["stderr"] is NSNull)
    #expect(row["total"] as? Int == 0)
  }
}

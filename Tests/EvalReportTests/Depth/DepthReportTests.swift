import EvalCore
import Foundation
import SharedFixtures
import Testing

@testable import EvalReport

@Suite struct DepthReportTests {
  static func report(_ format: DepthReportFormat, showsAll: Bool = false) -> DepthReport {
    DepthReport(of: SampleDepthReports.compared, format: format, showsAll: showsAll)
  }

  static func curve(_ format: DepthReportFormat) throws -> String {
    try report(format).render(DepthCurve(SampleDepthReports.run()))
  }

  static func churn(_ format: DepthReportFormat) throws -> String {
    try report(format).render(DepthChurn(SampleDepthReports.run()), loops: SampleDepthReports.loops)
  }

  static func exits(_ format: DepthReportFormat, showsAll: Bool = false) throws -> String {
    let cost = SampleDepthReports.cost
    return try report(format, showsAll: showsAll).render(
      ExitSweep(SampleDepthReports.run(), costs: cost.values), loops: SampleDepthReports.loops, cost: cost)
  }

  static func convergence(_ format: DepthReportFormat) throws -> String {
    let trace = SampleDepthReports.trace
    return try report(format).render(trace.convergence, firstNonFinite: trace.firstNonFinite)
  }

  @Test("The depth curve", arguments: [(DepthReportFormat.table, "txt"), (.markdown, "md"), (.json, "json")])
  func curve(format: DepthReportFormat, suffix: String) throws {
    try GoldenFile(name: "depth-curve.\(suffix)").expect(Self.curve(format))
  }

  @Test("Churn", arguments: [(DepthReportFormat.table, "txt"), (.markdown, "md"), (.json, "json")])
  func churn(format: DepthReportFormat, suffix: String) throws {
    try GoldenFile(name: "depth-churn.\(suffix)").expect(Self.churn(format))
  }

  @Test("Exit rules", arguments: [(DepthReportFormat.table, "txt"), (.markdown, "md")])
  func exits(format: DepthReportFormat, suffix: String) throws {
    try GoldenFile(name: "depth-exits.\(suffix)").expect(Self.exits(format))
  }

  @Test("All exit rules")
  func allExits() throws { try GoldenFile(name: "depth-exits-all.txt").expect(Self.exits(.table, showsAll: true)) }

  @Test("Of many loop counts those that matter are shown, and how many are left out; all where that is asked for")
  func many() throws {
    let loops = (1...40).map { $0 * 10 }
    let readouts = loops.map { ReadoutDepth(loops: $0, layerApplications: $0) }
    let docs = SampleDepthReports.outcomes.map { doc in
      doc.answered(loops.map { SampleReports.answer($0, doc.answers[min($0 / 60, 2)].logprobs) })
    }
    let run = try DepthRun(name: "runs/a", readouts: readouts, outcomes: docs)
    func rows(_ text: String) -> Int { text.split(separator: "\n").count { $0.hasPrefix("|") } }
    let texts = try [false, true].map { showsAll in
      let report = Self.report(.table, showsAll: showsAll)
      return (curve: try report.render(DepthCurve(run)), churn: try report.render(DepthChurn(run), loops: loops))
    }
    #expect(texts[0].curve.contains("of 40 loop counts are left out; --all prints them.\n"))
    #expect(rows(texts[0].curve) < 18 && rows(texts[1].curve) == 42)
    #expect(texts[0].churn.contains("  31 of 39 steps are left out, where the fewest docs change; --all"))
    #expect(texts[0].churn.contains(" 50→60|") && texts[0].churn.contains("110→120|"))
    #expect(rows(texts[0].churn) == 2 + 9 + 2 + 12 && rows(texts[1].churn) == 2 + 40 + 2 + 40)
    #expect(!texts[1].curve.contains("--all") && !texts[1].churn.contains("--all"))
  }

  @Test("Convergence", arguments: [(DepthReportFormat.table, "txt"), (.markdown, "md")])
  func convergence(format: DepthReportFormat, suffix: String) throws {
    try GoldenFile(name: "depth-convergence.\(suffix)").expect(Self.convergence(format))
  }

  @Test(
    "A run beside the same in another precision",
    arguments: [(DepthReportFormat.table, "txt"), (.markdown, "md"), (.json, "json")])
  func precision(format: DepthReportFormat, suffix: String) throws {
    try GoldenFile(name: "depth-precision.\(suffix)").expect(Self.precision(format))
  }

  static func precision(_ format: DepthReportFormat) throws -> String {
    let (reference, other) = SampleDepthReports.sides
    let found = try PrecisionBreak(SampleDepthReports.run(), SampleDepthReports.half())
    return try DepthReport(of: other.run, format: format).render(found, reference: reference, other: other)
  }

  @Test("Runs that differ in more than the precision are said to, and a run without a trace too")
  func otherSettings() throws {
    let (reference, other) = SampleDepthReports.sides
    var manifest = other.run.manifest
    manifest.task.prompt = "another"
    let changed = PrecisionSide(
      run: RunLabel(name: "runs/b", manifest: manifest, verdict: other.run.verdict), limits: nil)
    let found = try PrecisionBreak(SampleDepthReports.run(), SampleDepthReports.half())
    let text = try DepthReport(of: changed.run).render(found, reference: reference, other: changed)
    #expect(text.contains("Not the precision alone is another: prompt."))
    #expect(text.contains("runs/b has no trace of hidden states."))
  }

  @Test("The JSON form of convergence has a group's state in parts, and null for what it does not have")
  func convergenceJSON() throws {
    let data = Data(try Self.convergence(.json).utf8)
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let convergence = try #require(object["convergence"] as? [String: Any])
    #expect(convergence["first_non_finite"] as? Int == 50)
    let groups = try #require(convergence["groups"] as? [[String: Any]])
    #expect(groups.map { $0["state"] as? String } == ["drifting", "converged", "non_finite"])
    #expect(groups.map { $0["first_non_finite"] as? Int } == [nil, nil, 50])
    #expect(groups.allSatisfy { $0["period"] is NSNull && $0["loops"] as? Int == 20 && $0["reason"] is String })
    // Slopes of exact powers; rounding of the logarithms leaves some 1e-15.
    #expect(try abs(#require(groups[0]["drift_exponent"] as? Double) - 1) < 1e-12)
    #expect(try abs(#require(groups[0]["decay_exponent"] as? Double) + 1) < 1e-12)
    #expect(groups[2]["frozen_share"] is NSNull && groups[1]["frozen_share"] as? Double == 0)
  }

  @Test("The JSON form of exit rules has every policy in parts, and null for what one does not have")
  func exitsJSON() throws {
    let data = Data(try Self.exits(.json).utf8)
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(object.keys.sorted() == ["exits", "model", "program", "run", "verdict"])
    let exits = try #require(object["exits"] as? [String: Any])
    let fixed = try #require((exits["fixed"] as? [[String: Any]])?.first)
    #expect(fixed["fixed_loops"] as? Int == 8 && fixed["criterion"] is NSNull && fixed["threshold"] is NSNull)
    let rules = try #require(exits["rules"] as? [[String: Any]])
    for rule in rules {
      let criterion = try #require(rule["criterion"] as? String)
      #expect((rule["threshold"] is NSNull) == (criterion == "argmax_stable"))
      #expect(rule["fixed_loops"] is NSNull && rule["patience"] as? Int != nil)
      let result = try #require(rule["result"] as? [String: Any])
      #expect((result["histogram"] as? [Int])?.reduce(0, +) == result["total"] as? Int)
    }
    #expect(Set(rules.compactMap { $0["criterion"] as? String }).count == 5)
    #expect((exits["chosen"] as? [Any])?.count == 6)
    #expect(exits["cost_caution"] as? String == "A made-up caution.")
  }

  @Test("No line of a table is wider than 100 characters for four letters and as many docs as MMLU has")
  func width() throws {
    let answers = [8, 400].map { SampleReports.answer($0, [-1.234, -2.345, -13.456, -14.567]) }
    let docs = (0..<14042).map { id in SampleReports.outcome(id, "mmlu_tides", gold: id % 4, answers) }
    let readouts = [8, 400].map { ReadoutDepth(loops: $0, layerApplications: $0) }
    let points = DepthCurve(try DepthRun(name: "runs/a", readouts: readouts, outcomes: docs))
    for text in [try Self.report(.table).render(points), try Self.curve(.table), try Self.churn(.table)] {
      let widest = text.split(separator: "\n").filter { $0.hasPrefix("|") }.map(\.count).max() ?? 0
      #expect(widest > 0 && widest <= 100, "\(widest)")
    }
  }

  @Test("The table carries colours only where asked")
  func colors() throws {
    let curve = DepthCurve(try SampleDepthReports.run())
    #expect(!(try Self.curve(.table).contains("\u{1B}")))
    let colored = DepthReport(of: SampleDepthReports.compared, style: .ansi)
    #expect(try colored.render(curve).contains("\u{1B}[1;31mINVALID"))
  }
}

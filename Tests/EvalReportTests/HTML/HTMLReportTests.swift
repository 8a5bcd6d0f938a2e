import Archives
import EvalCore
import Foundation
import Testing

@testable import EvalReport

@Suite struct HTMLReportTests {
  static let hostile = "</script><img src=x onerror=\"window.__hostile=1\">"

  static func page(_ reports: RunReport...) throws -> String {
    try HTMLReport(reports.enumerated().map { NamedReport(name: "run \($0)", report: $1) }).render()
  }

  @Test func `the first screen needs no script`() throws {
    let page = try Self.page(PlottedNumbersTests.report)
    #expect(page.hasPrefix("<!doctype html>\n"))
    let head = try #require(page.components(separatedBy: "<nav").first)
    for text in ["<strong>SUSPECT</strong>", "33/40", "82.500 %", "95 % interval", "guessing 25.000 %", "<svg"] {
      #expect(head.contains(text), "\(text)")
    }
    for id in ["results", "depth", "answers", "comparison", "questions", "provenance"] {
      #expect(page.contains("id=\"\(id)\""), "\(id)")
    }
  }

  @Test func `the same runs give the same bytes`() throws {
    #expect(try Self.page(PlottedNumbersTests.report) == Self.page(PlottedNumbersTests.report))
  }

  @Test func `the policy allows the page's script and style and nothing else`() throws {
    let page = try Self.page(PlottedNumbersTests.report)
    let script = try #require(page.matches(of: #/<script>([\s\S]*?)</script>/#).first?.1)
    let style = try #require(page.matches(of: #/<style>([\s\S]*?)</style>/#).first?.1)
    #expect(page.matches(of: #/<style/#).count == 1)
    let policy =
      "default-src &#39;none&#39;; script-src &#39;sha256-\(ContentDigest.base64(String(script)))&#39;; style-src "
      + "&#39;sha256-\(ContentDigest.base64(String(style)))&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;"
    #expect(page.contains(policy))
    #expect(page.matches(of: #/\sstyle=/#).isEmpty)
    #expect(page.matches(of: #/\son[a-z]+=/#).allSatisfy { page[$0.range.upperBound...].first != "\"" })
  }

  @Test func `ids are there once`() throws {
    let page = try Self.page(PlottedNumbersTests.report, PlottedNumbersTests.report)
    let ids = page.matches(of: #/\sid="([^"]*)"/#).map { String($0.1) }
    #expect(Dictionary(grouping: ids) { $0 }.filter { $0.value.count > 1 }.keys.sorted() == [])
  }

  @Test func `texts of data sets and models stay texts`() throws {
    let outcomes = SampleReports.docs(right: [2, 1, 0], of: [3, 3, 0]).map { doc in
      SampleReports.outcome(doc.docID, doc.task + Self.hostile, gold: doc.gold, doc.answers)
    }
    let report = SampleReports.measured(outcomes, tree: TaskTree(name: Self.hostile))
    var manifest = report.manifest
    manifest.model.name = Self.hostile
    manifest.model.notes = [Self.hostile]
    let page = try HTMLReport([
      NamedReport(
        name: Self.hostile,
        report: RunReport(manifest: manifest, result: report.result, outcomes: report.outcomes))
    ]).render()
    #expect(!page.contains("<img"))
    #expect(page.components(separatedBy: "</script>").count == page.components(separatedBy: "<script").count)
  }

  @Test func `runs of other docs are not compared, and the page says why`() throws {
    let page = try Self.page(
      SampleReports.measured(SampleReports.docs(right: [2, 1, 0], of: [3, 2, 1])),
      SampleReports.measured(SampleReports.docs(right: [2, 1, 0], of: [3, 1, 1])))
    #expect(page.contains("run 1: mmlu_sand doc 1 is not in this run"))
  }

  @Test func `a run that keeps no outcomes' texts has a page`() throws {
    let page = try Self.page(SampleReports.measured(SampleReports.docs(right: [1, 0, 0], of: [1, 0, 0])))
    #expect(page.contains("\"texts\": null"))
  }
}

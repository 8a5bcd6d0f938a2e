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

  /// A page as its script makes it: with the markup that stands packed in it.
  static func unfolded(_ page: String) throws -> String {
    let parts = page.matches(of: #/<script type="application/gzip" id="(later-[a-z]+)">([^<]*)</script>/#)
    return try parts.reduce(page) { page, part in
      let note = try #require(page.firstMatch(of: try Regex("<p class=\"note\" data-later=\"\(part.1)\">[^<]*</p>")))
      return page.replacing(note.0, with: String(decoding: try PageDataTests.unpacked(part.2), as: UTF8.self))
    }
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
    let page = try Self.unfolded(Self.page(PlottedNumbersTests.report))
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
    let page = try Self.unfolded(Self.page(PlottedNumbersTests.report, PlottedNumbersTests.report))
    let ids = page.matches(of: #/\sid="([^"]*)"/#).map { String($0.1) }
    #expect(Dictionary(grouping: ids) { $0 }.filter { $0.value.count > 1 }.keys.sorted() == [])
  }

  @Test func `regions have names, each its own`() throws {
    let page = try Self.unfolded(Self.page(PlottedNumbersTests.report, PlottedNumbersTests.report))
    let names = page.matches(of: #/role="region" aria-label="([^"]*)"/#).map { String($0.1) }
    #expect(names.count > 10 && !names.contains(""))
    #expect(Dictionary(grouping: names) { $0 }.filter { $0.value.count > 1 }.keys.sorted() == [])
  }

  @Test func `texts of data sets and models stay texts`() throws {
    let outcomes = SampleReports.docs(right: [2, 1, 0], of: [3, 3, 0]).map { doc in
      SampleReports.outcome(doc.docID, doc.task + Self.hostile, gold: doc.gold, doc.answers)
    }
    let report = SampleReports.measured(outcomes, tree: TaskTree(name: Self.hostile))
    var manifest = report.manifest
    manifest.model.name = Self.hostile
    manifest.model.notes = [Self.hostile]
    let run = RunReport(manifest: manifest, result: report.result, outcomes: report.outcomes)
    let named = [Self.hostile, "\(Self.hostile) 2"].map { NamedReport(name: $0, report: run) }
    let page = try Self.unfolded(HTMLReport(named).render())
    #expect(!page.contains("<img"))
    #expect(page.components(separatedBy: "</script>").count == page.components(separatedBy: "<script").count)
  }

  @Test func `runs after the first stand packed, each section's in a part`() throws {
    let page = try Self.page(PlottedNumbersTests.report, PlottedNumbersTests.report, PlottedNumbersTests.report)
    let unfolded = try Self.unfolded(page)
    for run in 0..<3 {
      let name = try Regex("<h3>run \(run)</h3>")
      // Results, depth, answers; and provenance, which is small.
      #expect(unfolded.matches(of: name).count == 4, "run \(run)")
      #expect(page.matches(of: name).count == (run == 0 ? 4 : 1), "run \(run)")
    }
    #expect(!unfolded.contains("packed in this file"))
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

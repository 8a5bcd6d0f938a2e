import Archives
import EvalCore
import Foundation
import Mustache

/// Runs as one HTML file: verdicts and numbers first, plots, comparisons, and every question behind a list.
///
/// The file is complete in itself and asks for nothing from a network. What is there without script is readable; texts of
/// data sets and models are escaped, and a Content-Security-Policy allows the page's own script and style by their digests
/// and nothing else. The same runs give the same bytes: nothing of the machine or the time of writing is in it.
public struct HTMLReport: Sendable {
  private let runs: [NamedReport]
  private let isUnderWay: Bool

  /// A report.
  ///
  /// - Parameters:
  ///   - runs: One or more, each under a name of its own; the others are compared with the first.
  ///   - isUnderWay: Whether a run is being written, so that the page says so and loads itself again every half minute.
  public init(_ runs: [NamedReport], isUnderWay: Bool = false) {
    precondition(!runs.isEmpty, "a report of no run")
    self.runs = runs
    self.isUnderWay = isUnderWay
  }

  /// The file's text.
  ///
  /// - Throws: `UserError` when there is no memory to pack the data; else only where our own templates are broken.
  public func render() throws -> String {
    let library = try HTMLTemplates.library()
    guard let text = library.render(try HTMLPage(runs, isUnderWay: isUnderWay, library), withTemplate: "page") else {
      preconditionFailure("there is no template of the page")
    }
    return text
  }
}

/// What `page.mustache` shows.
struct HTMLPage {
  /// A section in the page's menu.
  struct Entry {
    let id: String
    let name: String
  }

  let title: String
  let isUnderWay: Bool
  let contentSecurityPolicy: String
  let style: String
  let script: String
  let head: HeadSection
  let sections: [Entry]
  let results: ResultsSection
  let depth: DepthSection?
  let answers: AnswersSection?
  let comparison: ComparisonSection?
  let questions: String
  let provenance: ProvenanceSection
  let toolVersion: String
  let pageData: String
  let parts: [PackedPart]

  init(_ runs: [NamedReport], isUnderWay: Bool, _ library: MustacheLibrary) throws {
    let analyses = runs.map { RunAnalysis($0.report) }
    let plots = zip(runs, analyses).map { RunPlots($0.report, $1) }
    let data = try PageData(runs)
    head = HeadSection(runs, isUnderWay: isUnderWay)
    results = try ResultsSection(runs, plots: plots, library)
    depth = try DepthSection(runs, analyses: analyses, plots: plots, library)
    answers = try AnswersSection(runs, analyses: analyses, plots: plots, library)
    comparison = try ComparisonSection(RunComparisons(runs), runs, library)
    provenance = ProvenanceSection(runs)
    title = head.heading
    self.isUnderWay = isUnderWay
    style = HTMLTemplates.style
    script = HTMLTemplates.script
    questions = HTMLTemplates.questions
    contentSecurityPolicy = ContentSecurityPolicy(script: script, style: style).text
    toolVersion = runs[0].report.manifest.toolVersion
    pageData = data.json
    parts = [results.later, depth?.later, answers?.later, comparison?.pairs].compactMap { $0?.part } + data.parts
    sections = [
      ("results", "Results", true), ("depth", "Depth", depth != nil), ("answers", "Answers", answers != nil),
      ("comparison", "Comparison", comparison != nil), ("questions", "Questions", true),
      ("provenance", "Provenance", true),
    ].filter(\.2).map { Entry(id: $0.0, name: $0.1) }
  }
}

/// What a browser may do with the page: run its script and use its style, which are known by their digests.
struct ContentSecurityPolicy {
  /// The policy.
  let text: String

  /// The policy of a page with this script and style.
  init(script: String, style: String) {
    let digests = [script, style].map { ContentDigest.base64($0) }
    text =
      "default-src 'none'; script-src 'sha256-\(digests[0])'; style-src 'sha256-\(digests[1])'; base-uri 'none'; "
      + "form-action 'none'"
  }
}

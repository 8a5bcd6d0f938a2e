public import EvalCore
import Foundation

/// What a run says about depths as text that ends with a line feed.
public struct DepthReport: Sendable {
  private let run: RunLabel
  private let format: DepthReportFormat
  private let style: TextStyle
  private let showsAll: Bool

  /// A report.
  ///
  /// - Parameters:
  ///   - run: Where the numbers are from.
  ///   - format: The form of the report.
  ///   - style: Whether a terminal's colours may be used; only the table has any.
  ///   - showsAll: Whether there is a row for everything, or a few for what matters; JSON always has everything.
  public init(
    of run: RunLabel, format: DepthReportFormat = .table, style: TextStyle = .plain, showsAll: Bool = false
  ) {
    self.run = run
    self.format = format
    self.style = style
    self.showsAll = showsAll
  }

  /// Accuracy at every loop count, and the tasks' metrics there.
  ///
  /// - Parameter metrics: At every loop count of the curve; empty where accuracy says it all.
  /// - Throws: Only where our own encoding is broken.
  public func render(_ curve: DepthCurve, metrics: [RunMetrics] = []) throws -> String {
    let byLoops = DepthMetric.all(metrics, loops: curve.points.map(\.loops))
    let points = curve.points.enumerated().map { index, point in
      CurveJSON(point, metrics: byLoops.map { $0[index] })
    }
    return try render(CurvePage(curve, metrics: metrics, showsAll: showsAll).page, json: points, key: "curve")
  }

  /// How docs change their answers from one loop count to the next.
  ///
  /// - Throws: Only where our own encoding is broken.
  public func render(_ churn: DepthChurn, loops: [Int]) throws -> String {
    try render(
      ChurnPage(churn, loops: loops, showsAll: showsAll).page, json: ChurnJSON(churn, loops: loops), key: "churn")
  }

  /// Exit rules, tried after the fact.
  ///
  /// - Throws: Only where our own encoding is broken.
  public func render(_ sweep: ExitSweep, loops: [Int], cost: ExitCost) throws -> String {
    try render(
      ExitPage(sweep, loops: loops, cost: cost, showsAll: showsAll).page,
      json: ExitJSON(sweep, loops: loops, cost: cost), key: "exits")
  }

  /// How the hidden state behaves over the loops of every group.
  ///
  /// - Parameters:
  ///   - groups: The groups of a trace.
  ///   - firstNonFinite: The first application after which a row is not finite.
  /// - Throws: Only where our own encoding is broken.
  public func render(_ groups: [GroupConvergence], firstNonFinite: DepthTraceRecord?) throws -> String {
    try render(
      ConvergencePage(groups, firstNonFinite: firstNonFinite, showsAll: showsAll).page,
      json: ConvergenceJSON(groups, firstNonFinite: firstNonFinite), key: "convergence")
  }

  /// The run beside the same in another number format.
  ///
  /// - Parameters:
  ///   - found: Answers by loop count; its second run is this report's.
  ///   - reference: The run that is compared with.
  ///   - other: This report's run.
  /// - Throws: Only where our own encoding is broken.
  public func render(_ found: PrecisionBreak, reference: PrecisionSide, other: PrecisionSide) throws -> String {
    try render(
      PrecisionPage(found, reference: reference, other: other, showsAll: showsAll).page,
      json: PrecisionJSON(found, reference: reference, other: other), key: "precision")
  }

  private func render(_ page: DepthPage, json: some Encodable, key: String) throws -> String {
    switch format {
    case .table: page.text(of: run, style: style)
    case .markdown: page.markdown(of: run)
    case .json: try Self.json(DepthJSONDocument(run: run, key: key, results: json))
    }
  }

  /// An object as text that ends with a line feed: keys in snake case, what is unknown is null.
  static func json(_ document: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
  }
}

/// A form in which what a run says about depths can be reported.
public enum DepthReportFormat: String, Sendable, CaseIterable {
  /// Tables for a terminal.
  case table
  /// A page for GitHub.
  case markdown
  /// One JSON object.
  case json
}

/// The object that `DepthReport` writes: the run, its verdict, and results under a key that says what they are.
struct DepthJSONDocument<Results: Encodable>: Encodable {
  let run: RunLabel
  let key: String
  let results: Results

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(run.name, forKey: Key(stringValue: "run"))
    try container.encode(run.manifest.model.name, forKey: Key(stringValue: "model"))
    try container.encode(Nullable(run.manifest.model.program), forKey: Key(stringValue: "program"))
    try container.encode(JSONDocument.VerdictObject(run.verdict), forKey: Key(stringValue: "verdict"))
    try container.encode(results, forKey: Key(stringValue: key))
  }
}

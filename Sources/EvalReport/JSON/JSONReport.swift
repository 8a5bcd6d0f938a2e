import EvalCore
import Foundation

/// A run as one JSON object with `manifest`, `verdict`, `completion`, `results` and, where a rule stopped docs, `exits`; keys are sorted, numbers have all
/// their digits, and what is unknown is null.
public struct JSONReport: Sendable {
  /// A report.
  public init() {}

  /// The report as text that ends with a line feed.
  public func render(_ report: RunReport) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(JSONDocument(report)), as: UTF8.self) + "\n"
  }
}

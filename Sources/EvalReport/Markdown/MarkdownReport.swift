import EvalCore
import Mustache

/// A run as a page for GitHub: the verdict first, then the number, the letters, the tables, what was run, and how to
/// repeat it.
public struct MarkdownReport: Sendable {
  /// A report.
  public init() {}

  /// The page as text that ends with a line feed.
  ///
  /// - Throws: Only where our own template is broken.
  public func render(_ report: RunReport) throws -> String {
    try MustacheTemplate(string: MarkdownTemplate.text).render(MarkdownPage(report))
  }
}

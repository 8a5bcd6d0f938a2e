/// A task with what a run asks about each of its docs.
public struct RenderedTask: Sendable {
  /// The task's configuration.
  public let configuration: TaskConfiguration
  /// The docs that are evaluated, in the order of the data.
  public let docs: [RenderedDoc]
  /// Docs of the split, before any limit.
  public let originalDocs: Int
  /// Few-shot examples of every doc.
  public let shots: Int
}

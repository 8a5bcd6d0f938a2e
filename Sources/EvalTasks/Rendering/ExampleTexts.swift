public import PythonValues

/// The texts of few-shot examples, kept from one doc to the next: with `first_n` all docs have the same.
public struct ExampleTexts: Sendable {
  private let renderer: DocRenderer
  private var docs: [Doc] = []
  private var texts: [String] = []

  /// No texts yet.
  public init(_ renderer: DocRenderer) { self.renderer = renderer }

  /// The texts of examples, rendered where they are not those of the last call.
  ///
  /// - Throws: `RenderingError` as `DocRenderer.example(_:)`.
  public mutating func texts(of docs: [Doc]) throws(RenderingError) -> [String] {
    guard docs != self.docs else { return texts }
    texts = try docs.map { (doc) throws(RenderingError) in try renderer.example(doc) }
    self.docs = docs
    return texts
  }
}

public import EvalCore

/// Whether recurrences depend on their starts, as text that ends with a line feed.
public struct PathsReport: Sendable {
  private let model, program: String
  private let inputs: Int
  private let recurrences: [RecurrencePaths]

  /// A report.
  ///
  /// - Parameters:
  ///   - model: Name of the model.
  ///   - program: Its depth program in a line.
  ///   - inputs: Number of prompts that were compared.
  ///   - recurrences: In the program's order.
  public init(model: String, program: String, inputs: Int, recurrences: [RecurrencePaths]) {
    self.model = model
    self.program = program
    self.inputs = inputs
    self.recurrences = recurrences
  }

  /// The report.
  ///
  /// - Throws: Only where our own encoding is broken.
  public func render(_ format: DepthReportFormat) throws -> String {
    let page = PathsPage(program: program, inputs: inputs, recurrences: recurrences).page
    switch format {
    case .table: return page.text(of: model)
    case .markdown: return page.markdown(of: model)
    case .json:
      return try DepthReport.json(
        PathsJSON(model: model, program: program, inputs: inputs, paths: recurrences.map(PathsJSON.Group.init)))
    }
  }
}

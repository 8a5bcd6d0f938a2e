import EvalReport

/// One or several runs in one form.
struct ReportDocument {
  let format: ReportFormat
  let style: TextStyle

  /// The text: reports one after another; in JSON one object for one run, and a list for several.
  func render(_ reports: [RunReport]) throws -> String {
    guard reports.count == 1 || format != .csv else { throw ReportError.severalRunsInCSV(reports.count) }
    let texts = try reports.map { try format.render($0, style: style) }
    guard format == .json, texts.count > 1 else { return texts.joined(separator: "\n") }
    return "[\n" + texts.joined(separator: ",\n") + "]\n"
  }
}

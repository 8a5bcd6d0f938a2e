import Console
import EvalReport
import Foundation

/// A folder of SVG files that a Markdown page shows.
struct PlotFolder {
  /// The folder as the command line has it; it is made.
  let path: String
  /// The page's file; nil for standard output, whose place is the current folder.
  let page: String?

  /// Writes a run's plots, and makes the page that links them.
  ///
  /// - Throws: `UserError` when the folder or a file cannot be written.
  func markdown(of report: StoredReport) throws -> String {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw UserError(
        "cannot be made: \(error.systemReason)", path: path, remedy: "Choose a folder where you may write",
        kind: .failure)
    }
    let files = PlotFile.all(report.report)
    for file in files { try ReportOutput(path: path + "/" + file.name).write(file.svg) }
    return try MarkdownReport().render(report.report, plots: files, in: Self.link(to: path, from: page))
  }

  /// The way from a page to a folder: within the page's folder a relative path, else the whole one.
  static func link(to folder: String, from page: String?) -> String {
    let base = URL(filePath: page ?? "page").deletingLastPathComponent().standardizedFileURL.pathComponents
    let target = URL(filePath: folder).standardizedFileURL.pathComponents
    guard target.starts(with: base) else { return target.joined(separator: "/").replacing("//", with: "/") }
    return target.dropFirst(base.count).joined(separator: "/")
  }
}

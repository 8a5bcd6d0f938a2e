/// A plot of a run as a file of its own.
public struct PlotFile: Sendable {
  /// For example `accuracy-by-loops.svg`; unlike those of the run's other plots.
  public let name: String
  /// The file's content.
  public let svg: String
  let title: String
  let caption: String

  /// All plots of a run.
  public static func all(_ report: RunReport) -> [PlotFile] {
    RunPlots(report, RunAnalysis(report)).all.map { plot in
      PlotFile(
        name: plot.name + ".svg", svg: plot.svg(id: "plot", width: plot.isWide ? 860 : 640, isFile: true),
        title: plot.title, caption: plot.description)
    }
  }
}

/// A plot in a Markdown page.
struct MarkdownPlot {
  let title: String
  let path: String
  let caption: String

  /// A plot's file in a folder as the page's place has it; empty for the same one.
  init(_ file: PlotFile, in folder: String) {
    title = Markdown.cell(file.title)
    caption = Markdown.cell(file.caption)
    path = (folder.isEmpty ? "" : PageLink.path(folder) + "/") + file.name
  }
}

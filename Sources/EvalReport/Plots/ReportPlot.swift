import EvalCore
import EvalPlot

/// A plot in a report, with what is said of it.
struct ReportPlot {
  /// A plot or several of one kind.
  enum Picture {
    case plot(Plot)
    case grid(PlotGrid)
  }

  /// What its file and its ids are called, for example `accuracy-by-loops`.
  let name: String
  let picture: Picture
  /// Whether it takes the whole width of a page.
  var isWide = false
  /// The height for a natural width; nil for what suits it.
  var height: Double?

  var title: String {
    switch picture {
    case .plot(let plot): plot.title
    case .grid(let grid): grid.title
    }
  }

  /// What is to be seen, with the main numbers.
  var description: String {
    switch picture {
    case .plot(let plot): plot.description
    case .grid(let grid): grid.description
    }
  }

  /// The picture as SVG.
  ///
  /// - Parameters:
  ///   - id: What its ids begin with.
  ///   - width: Natural width in pixels.
  ///   - isFile: Whether it is a file of its own.
  func svg(id: String, width: Double, isFile: Bool) -> String {
    let options = PlotOptions(id: "\(id)-\(name)", width: width, height: height, isFile: isFile, showsTitle: isFile)
    switch picture {
    case .plot(let plot): return plot.svg(options)
    case .grid(let grid): return grid.svg(options)
    }
  }
}

/// The plots of a run.
struct RunPlots {
  /// Groups and tasks, and letters.
  let results: [ReportPlot]
  /// Over the loop counts, and what loops do to hidden states.
  let depth: [ReportPlot]
  /// Answers beside the right ones.
  let answers: [ReportPlot]

  /// The plots that a run has numbers for.
  init(_ report: RunReport, _ analysis: RunAnalysis?) {
    results = ResultPlots(report).all
    depth = (analysis?.depth.map { DepthPlots($0, report).all } ?? []) + TracePlots(analysis?.trace).all
    answers = analysis?.answers.last.map { AnswerPlots($0).all } ?? []
  }

  /// All of them.
  var all: [ReportPlot] { results + depth + answers }
}

extension PlotAxis {
  /// An axis of docs for bars with these counts, with room for numbers above them.
  static func docs(_ counts: [Int]) -> PlotAxis {
    .linear("docs", showing: 0...Double(max(1, counts.max() ?? 1)) * 1.12)
  }
}

extension Tally {
  /// References of a plot of accuracies: guessing, and the best constant answer where that is another share.
  var floorMarks: [PlotMark] {
    guard withChoices > 0 else { return [] }
    let guessing = PlotMark.reference(value: chance, "guessing")
    guard let best = bestConstant else { return [guessing] }
    let share = Double(gold[best]) / Double(withChoices)
    return share == chance ? [guessing] : [guessing, .reference(value: share, "always \(labels[best])", number: 7)]
  }
}

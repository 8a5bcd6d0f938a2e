/// What a colour is for; a page's style sheet may choose another by the class.
enum PlotColor: Sendable, Equatable {
  /// The marks of a series, numbered from 1; after the eighth the first follows.
  case series(Int)
  /// Words that stand back: ticks, names of axes.
  case muted
  /// Lines of the grid.
  case grid
  /// A gain.
  case good
  /// A loss.
  case bad
  /// What all is drawn on.
  case paper

  /// The index of a series' colour, dash and marker among eight.
  static func index(_ number: Int) -> Int { (number % 8 + 15) % 8 }

  /// All that differ.
  static let all: [PlotColor] = (1...8).map { .series($0) } + [.muted, .grid, .good, .bad, .paper]

  /// The class in markup, for example `s1`.
  var className: String {
    switch self {
    case .series(let number): "s\(Self.index(number) + 1)"
    case .muted: "muted"
    case .grid: "grid"
    case .good: "good"
    case .bad: "bad"
    case .paper: "paper"
    }
  }

  /// The custom property of a page that holds the colour, for example `--series-1`.
  var property: String {
    guard case .series(let number) = self else { return "--" + className }
    return "--series-\(Self.index(number) + 1)"
  }

  /// The colour on white.
  var light: String {
    switch self {
    case .series(let number): Self.lightSeries[Self.index(number)]
    case .muted: "#57606a"
    case .grid: "#d8dee4"
    case .good: "#00795a"
    case .bad: "#b3261e"
    case .paper: "#ffffff"
    }
  }

  /// The colour on black.
  var dark: String {
    switch self {
    case .series(let number): Self.darkSeries[Self.index(number)]
    case .muted: "#9aa4af"
    case .grid: "#30363d"
    case .good: "#4fd1a5"
    case .bad: "#ff8a80"
    case .paper: "#0d1117"
    }
  }

  private static let lightSeries = [
    "#0b5fb4", "#d97a06", "#6d1f66", "#10875f", "#5a410e", "#4527a8", "#dc2f5e", "#2f94dc",
  ]
  private static let darkSeries = [
    "#4a90f5", "#f5a04a", "#a04fb0", "#3fdcae", "#f2e9a0", "#aebdf0", "#ff5f7d", "#2e8c88",
  ]
}

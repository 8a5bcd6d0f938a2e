import EvalCore
import Foundation

/// Accuracy by loops as a line of braille characters, beside what the best constant answer scores.
struct DepthChart {
  private static let rows = 8

  private let title: String
  private let floor: Measurements.Floor?
  private let floorPercent: Double?
  /// Whether the floor is so far below the line that the axis is cut between them.
  private let isCut: Bool
  /// In per cent, one a loop count.
  private let values: [Double]
  private let axis: DepthAxis
  private let columns: Int
  private let scale: ChartScale

  /// A chart of a group at all its read-outs; nil where a read-out has no accuracy.
  init?(_ rows: [ResultRow], axis: DepthAxis, width: Int) {
    guard let first = rows.first, rows.allSatisfy(\.accuracy.isFinite) else { return nil }
    let best = first.tally.bestConstant.map { place in
      (label: first.tally.labels[place], share: Double(first.tally.gold[place]) / Double(first.tally.withChoices))
    }
    title = first.task
    values = rows.map { $0.accuracy * 100 }
    floorPercent = best.map { $0.share * 100 }
    floor = best.map { Measurements.Floor(name: "always \($0.label)", share: NumberText.percent($0.share)) }
    self.axis = axis
    let (least, most) = (values.min() ?? 0, values.max() ?? 0)
    isCut = floorPercent.map { max(least, most, $0) - min(least, most, $0) > 3 * max(most - least, 1) } ?? false
    scale = ChartScale(values + (isCut ? [] : floorPercent.map { [$0] } ?? []))
    columns = max(20, min(width, 100) - Self.labelWidth - 2)
  }

  /// The chart, a line feed after every line.
  func render() -> String {
    let labels = [0: scale.labels.high, Self.rows - 1: scale.labels.low]
    let lines = plot.enumerated().map { row, line in Self.line(labels[row] ?? "", line) }
    let margin = String(repeating: " ", count: Self.labelWidth + 1)
    let foot = [margin + "└" + String(repeating: "─", count: columns), margin + " " + loopLabels]
    let legend = floor.map { "\(margin) ╌ \($0.name) \($0.share), the best constant answer" }
    let heading = "\(title): right answers in per cent of docs by loops, on a logarithmic scale"
    return ([heading] + lines + cut(margin) + foot + (legend.map { [$0] } ?? [])).map { line in
      String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
    }.joined()
  }

  /// Room for the numbers beside the axis, for example `100.0`.
  private static let labelWidth = 6

  private static func line(_ label: String, _ line: String) -> String {
    String(repeating: " ", count: max(0, labelWidth - label.count)) + label + (label.isEmpty ? " │" : " ┤") + line
  }

  /// The floor below a gap in the axis, where it is far away.
  private func cut(_ margin: String) -> [String] {
    guard isCut, let floorPercent else { return [] }
    return [margin + "⋮", Self.line(NumberText.fixed(floorPercent, 1), String(repeating: "╌", count: columns))]
  }

  /// The line with its measured points, and the floor where nothing else is.
  private var plot: [String] {
    var canvas = BrailleCanvas(columns: columns, rows: Self.rows)
    let dots = zip(places, values).map { (x: $0, y: scale.dot($1, of: canvas.height)) }
    for (start, end) in zip(dots, dots.dropFirst()) { canvas.draw(from: start, to: end) }
    let floorRow = isCut ? nil : floorPercent.map { scale.dot($0, of: canvas.height) / 4 }
    return (0..<Self.rows).map { row in
      let characters = (0..<columns).map { column -> Character in
        if dots.contains(where: { $0.x / 2 == column && $0.y / 4 == row }) { return "●" }
        return canvas.character(column: column, row: row) ?? (row == floorRow ? "╌" : " ")
      }
      return String(characters)
    }
  }

  /// The dot of every loop count from left to right.
  private var places: [Int] {
    let logarithms = axis.values.map { log($0) }
    let (first, last) = (logarithms.min() ?? 0, logarithms.max() ?? 0)
    let span = last > first ? last - first : 1
    return logarithms.map { Int((($0 - first) / span * Double(2 * columns - 1)).rounded()) }
  }

  /// Loop counts below their points: the first and the last, and of the others those for which there is room.
  private var loopLabels: String {
    var line = Array(repeating: Character(" "), count: columns)
    let places = places
    for place in axis.loops.indices.filter(isEnd) + axis.loops.indices.filter({ !isEnd($0) }) {
      let label = Array(axis.header(place))
      let start = min(max(places[place] / 2 - label.count / 2, 0), columns - label.count)
      let around = max(start - 1, 0)..<min(start + label.count + 1, columns)
      guard line[around].allSatisfy({ $0 == " " }) else { continue }
      line.replaceSubrange(start..<(start + label.count), with: label)
    }
    return String(line)
  }

  private func isEnd(_ place: Int) -> Bool { place == 0 || place == axis.loops.count - 1 }
}

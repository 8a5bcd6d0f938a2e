import EvalCore

/// A depth program as a strip: what is applied once, and each group of layers with how often it is looped.
struct ProgramStrip {
  /// A stage of the program.
  struct Stage: Equatable {
    let name: String
    /// How often it is looped; nil for what is applied once.
    var loops: Int?
  }

  let stages: [Stage]
  private let caption: String

  /// The strip of a run; nil for a model that is not known to loop.
  init?(_ report: RunReport) {
    let model = report.manifest.model
    stages = report.trace.map(Self.stages) ?? Self.stages(model)
    guard stages.contains(where: { $0.loops != nil }) else { return nil }
    caption = model.program ?? "looped groups"
  }

  /// Neighbouring applications of one group; of a program that goes through its groups again and again, each group once.
  private static func stages(_ trace: DepthTrace) -> [Stage] {
    var loops: [Int: Set<Int>] = [:]
    var order: [Int?] = []
    for record in trace.records {
      if let group = record.group { loops[group, default: []].insert(record.loop ?? 0) }
      if order.last != record.group, record.group == nil || !order.contains(record.group) { order.append(record.group) }
    }
    return order.enumerated().map { place, group in
      group.map { Stage(name: "group \($0)", loops: loops[$0]?.count) } ?? Stage(name: place == 0 ? "prelude" : "coda")
    }
  }

  private static func stages(_ model: RunManifest.Model) -> [Stage] {
    guard let groups = model.depth?.groups, groups > 0, let loops = model.readouts.last?.loops else { return [] }
    return (0..<groups).map { Stage(name: "group \($0)", loops: loops / groups) }
  }

  /// The drawing with its caption.
  var figure: HTMLFigure {
    HTMLFigure(
      drawing: svg(columns: min(stages.count, 12)), narrow: svg(columns: min(stages.count, 4)),
      title: "Depth program", caption: caption, className: "strip")
  }

  /// The stages from left to right, in rows of so many.
  private func svg(columns: Int) -> String {
    let (width, height, gap) = (80, 40, 6)
    let rows = (stages.count + columns - 1) / columns
    let size = (columns * (width + gap) - gap, rows * (height + gap) - gap)
    let cells = stages.enumerated().map { place, stage in
      let (x, y) = (place % columns * (width + gap), place / columns * (height + gap))
      let loops = stage.loops.map { "× \($0)" } ?? "once"
      return """
        <g class="\(stage.loops == nil ? "muted" : "s\(place % 8 + 1)")">\
        <rect x="\(x)" y="\(y)" width="\(width)" height="\(height)" rx="4" fill="currentColor" fill-opacity="0.18" \
        stroke="currentColor"/></g>\
        <text x="\(x + width / 2)" y="\(y + 17)" text-anchor="middle" font-size="12" fill="currentColor">\(stage.name)</text>\
        <text x="\(x + width / 2)" y="\(y + 32)" text-anchor="middle" font-size="12" fill="currentColor">\(loops)</text>
        """
    }
    let words = stages.map { stage in stage.name + (stage.loops.map { " looped \($0) times" } ?? " once") }
    return """
      <svg class="plot" role="img" aria-label="\(words.joined(separator: ", "))" viewBox="0 0 \(size.0) \(size.1)" \
      width="\(size.0)" height="\(size.1)">\(cells.joined())</svg>
      """
  }
}

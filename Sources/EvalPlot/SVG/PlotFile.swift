/// A picture as SVG: what is drawn, with its title and description for those who do not see it.
struct PlotFile: Sendable {
  let title: String
  let description: String
  let options: PlotOptions
  /// The height of what is drawn, without margins.
  let height: Double
  let content: [Element]

  /// The file, a line feed at its end.
  var text: String {
    let width = options.width
    let height = (self.height + 2 * options.margin).rounded(.up)
    let words = [
      Element("title", text: title).with("id", options.id + "-title"),
      Element("desc", text: description).with("id", options.id + "-desc"),
    ]
    let size = Area(x: 0, y: 0, width: width, height: height)
    let paper = options.isFile ? [style, Element.rectangle(size).colored(.paper).filled().with("rx", 6)] : []
    return Element("svg", words + paper + content).with("xmlns", "http://www.w3.org/2000/svg")
      .with("class", "plot").with("viewBox", "0 0 \(DecimalText.coordinate(width)) \(DecimalText.coordinate(height))")
      .with("width", width).with("height", height).with("role", "img")
      .with("aria-labelledby", "\(options.id)-title \(options.id)-desc")
      .with("font-family", "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif")
      .with("font-size", 12).with("fill", "currentColor").rendered
  }

  private var style: Element { Element("style", text: PlotStyle.sheet) }
}

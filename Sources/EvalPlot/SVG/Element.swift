/// An element of an SVG file.
struct Element: Sendable {
  private enum Content: Sendable {
    case text(String)
    case children([Element])
  }

  private let name: String
  private var attributes = ""
  private var content: Content
  private var words = ""

  /// An element with children, each on a line of its own.
  init(_ name: String, _ children: [Element] = []) {
    self.name = name
    content = .children(children)
  }

  /// An element that holds text.
  init(_ name: String, text: String) {
    self.name = name
    content = .text(text)
  }

  /// The element with one more attribute.
  func with(_ attribute: String, _ value: String) -> Element {
    var copy = self
    copy.attributes += " \(attribute)=\"\(XMLText.escaped(value, isAttribute: true))\""
    return copy
  }

  /// The element with one more attribute: a coordinate, a size or an opacity.
  func with(_ attribute: String, _ value: Double) -> Element { with(attribute, DecimalText.coordinate(value)) }

  /// The element with a number exactly as it is, as `data-…`; as it was without one.
  func data(_ attribute: String, _ value: Double?) -> Element {
    value.map { with("data-" + attribute, DecimalText.exact($0)) } ?? self
  }

  /// The element with text as `data-…`; as it was without any.
  func data(_ attribute: String, _ text: String) -> Element {
    text.isEmpty ? self : with("data-" + attribute, text)
  }

  /// The element with words that browsers show beside the pointer.
  func tooltip(_ words: String) -> Element {
    var copy = self
    copy.words = words
    return copy
  }

  /// The element in a colour, which its children take over as `currentColor`.
  func colored(_ color: PlotColor) -> Element {
    with("class", color.className).with("color", color.light)
  }

  /// The element filled with its colour.
  func filled(_ opacity: Double = 1) -> Element {
    let filled = with("fill", "currentColor")
    return opacity < 1 ? filled.with("fill-opacity", opacity) : filled
  }

  /// The element outlined in its colour.
  func stroked(_ width: Double, dash: String = "") -> Element {
    let stroked = with("stroke", "currentColor").with("stroke-width", width)
    return dash.isEmpty ? stroked : stroked.with("stroke-dasharray", dash)
  }

  /// The element as text, a line feed at its end.
  var rendered: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    text += "<\(name)\(attributes)"
    switch content {
    case .children(let children) where children.isEmpty && words.isEmpty: text += "/>\n"
    case .children(let children) where children.isEmpty: text += ">\(tooltipText)</\(name)>\n"
    case .children(let children):
      text += ">\(tooltipText)\n"
      for child in children { child.write(to: &text) }
      text += "</\(name)>\n"
    case .text(let own): text += ">\(tooltipText)\(XMLText.escaped(own))</\(name)>\n"
    }
  }

  private var tooltipText: String { words.isEmpty ? "" : "<title>\(XMLText.escaped(words))</title>" }
}

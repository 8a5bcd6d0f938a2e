import Foundation
import FoundationXML

/// An SVG file read back by an XML parser.
final class ParsedSVG: XMLParserDelegate {
  /// An element with what stands in it.
  final class Element {
    let name: String
    let attributes: [String: String]
    var text = ""
    var children: [Element] = []

    init(_ name: String, _ attributes: [String: String]) {
      self.name = name
      self.attributes = attributes
    }

    /// The number of an attribute.
    func number(_ name: String) -> Double? { attributes[name].flatMap(Double.init) }

    /// The middle of a marker, from its attributes.
    var middle: (x: Double, y: Double)? {
      if let x = number("cx"), let y = number("cy") { return (x, y) }
      let place = attributes["transform"]?.split { "( )".contains($0) }.compactMap { Double($0) }
      guard let place, place.count == 2 else { return nil }
      return (place[0], place[1])
    }

    /// The words that browsers show beside the pointer.
    var tooltip: String? { children.first { $0.name == "title" }?.text }
  }

  /// All elements in the order in which they begin.
  private(set) var elements: [Element] = []
  private var open: [Element] = []

  /// Reads an SVG file; nil where it is not well-formed.
  init?(_ text: String) {
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = self
    guard parser.parse() else { return nil }
  }

  /// The elements that carry a number of a series or a mark.
  var numbered: [Element] { elements.filter { $0.attributes.keys.contains { $0.hasPrefix("data-") } && !$0.isAxis } }

  /// The texts that are drawn.
  var texts: [String] { elements.filter { $0.name == "text" }.map(\.text) }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    let element = Element(name, attributes)
    open.last?.children.append(element)
    elements.append(element)
    open.append(element)
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    open.removeLast()
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) { open.last?.text += text }
}

extension ParsedSVG.Element {
  var isAxis: Bool { attributes["data-axis"] != nil }
}

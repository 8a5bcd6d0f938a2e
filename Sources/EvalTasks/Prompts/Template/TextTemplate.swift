/// A text with placeholders, in a strict subset of Jinja.
///
/// Outside `{{ … }}` everything stands for itself; `{%` and `{#` are refused. Line ends of the template count as `\n`,
/// as in Jinja, and a last line end is kept, as lm-evaluation-harness asks of Jinja.
public struct TextTemplate: Sendable, Hashable {
  private enum Segment: Sendable, Hashable {
    case literal(String)
    case expression(TemplateExpression)
  }

  private let segments: [Segment]

  /// Reads a template.
  ///
  /// - Parameters:
  ///   - text: the template, or a variable's bare name, which stands for its value as in lm-evaluation-harness.
  ///   - variables: names that may be used.
  /// - Throws: `TemplateError` with the place of the first mistake.
  public init(_ text: String, variables: [String]) throws(TemplateError) {
    guard !variables.contains(text) else {
      let start = TemplatePlace(line: 1, column: 1)
      segments = [.expression(TemplateExpression(variable: text, place: start))]
      return
    }
    segments = try Self.parse(TemplateScanner(PythonText.withUnixNewlines(text)), variables)
  }

  /// The template with its placeholders filled in.
  ///
  /// - Throws: `TemplateError` when an item is not there or a value is not a text or number.
  /// - Precondition: `values` has every variable that the template was read with.
  public func render(_ values: [String: TemplateValue]) throws(TemplateError) -> String {
    var result = ""
    for segment in segments {
      switch segment {
      case .literal(let text): result += text
      case .expression(let expression): result += try text(expression.evaluate(values), of: expression)
      }
    }
    return result
  }

  /// The value of a template that is one expression and nothing else, of whatever kind; otherwise the rendered text.
  func value(_ values: [String: TemplateValue]) throws(TemplateError) -> TemplateValue {
    if segments.count == 1, case .expression(let expression) = segments[0] { return try expression.evaluate(values) }
    return .text(try render(values))
  }

  private func text(_ value: TemplateValue, of expression: TemplateExpression) throws(TemplateError) -> String {
    switch value {
    case .text(let text): text
    case .integer(let number): String(number)
    case .list:
      throw TemplateError(
        "\"\(expression.variable)\" is a list, which cannot be written into a text", at: expression.place,
        remedy: "Write its items: {{\(expression.variable)[0]}}.")
    }
  }

  private static func parse(
    _ scanner: TemplateScanner, _ variables: [String]
  ) throws(TemplateError) -> [Segment] {
    var scanner = scanner
    var segments: [Segment] = []
    while !scanner.isAtEnd {
      if scanner.skip("{{") {
        var parser = ExpressionParser(scanner: scanner, variables: variables)
        segments.append(.expression(try parser.parse()))
        scanner = parser.scanner
      } else {
        segments.append(.literal(try readLiteral(&scanner)))
      }
    }
    return segments
  }

  private static func readLiteral(_ scanner: inout TemplateScanner) throws(TemplateError) -> String {
    let start = scanner.position
    while !scanner.isAtEnd, !scanner.sees("{{") {
      if scanner.sees("{%") || scanner.sees("{#") {
        throw TemplateError(
          "statements ({% … %}) and comments ({# … #}) are not supported here", at: scanner.place,
          remedy: "Use only text and placeholders such as {{question}}.")
      }
      scanner.advance()
    }
    return scanner.text(from: start)
  }
}

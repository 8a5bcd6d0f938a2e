public import PythonValues

/// A Jinja template, read once and rendered as often as is wanted.
///
/// The language is Jinja 3.1's with lm-evaluation-harness's settings: `StrictUndefined`, `keep_trailing_newline`, no
/// `trim_blocks`, no `lstrip_blocks`, no autoescaping, and the filter `regex_replace`. It has expressions, `if`, `for`, `set`,
/// `macro`, `raw` and comments; every other tag, filter, test or method is an error that names it.
///
/// Values behave as Python's do: truth, `str()`, indexing by code points, integer and float arithmetic. Where it is stricter
/// than Jinja: a list that contains something undefined cannot be written, a method that is not called cannot either,
/// whole numbers have 64 bits, and the results of `safe`, `escape` and `tojson` can only be written, compared and joined.
///
/// A rendering ends within seconds and a gigabyte: `Budget` limits work, memory and nesting, and what is beyond is an error.
public struct JinjaTemplate: Sendable {
  private let body: [Statement]
  private let names: [String]

  /// Reads a template.
  ///
  /// - Throws: `JinjaError` with the place of the first mistake.
  public init(source: String) throws(JinjaError) {
    var parser = Parser(try Lexer.tokens(of: source))
    body = try parser.parseBody(until: [])
    names = parser.names
  }

  /// The text of the template for some variables.
  ///
  /// - Throws: `JinjaError` with the place of what could not be done, for example a use of an undefined variable.
  public func render(_ variables: PythonValue.Dictionary) throws(JinjaError) -> String {
    try render(variables, within: Budget.Limits())
  }

  func render(_ variables: PythonValue.Dictionary, within limits: Budget.Limits) throws(JinjaError) -> String {
    try Renderer(names: names, variables: variables, budget: Budget(limits)).render(body)
  }
}

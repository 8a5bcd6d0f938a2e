internal import OrderedCollections
internal import PythonValues

/// Python's `format.format(…)`.
enum BraceFormat {
  /// The format with its `{}` places filled.
  ///
  /// Places are `{}`, `{0}` and `{name}`, each with `!s` or `!r` and with a layout such as `:>8.2f`.
  ///
  /// - Throws: `PythonError` for a value that is missing, or a place that is not supported.
  static func fill(_ format: String, _ arguments: Arguments) throws(PythonError) -> String {
    var reader = ScalarReader(format)
    var next = 0
    var result = ""
    while reader.peek != nil {
      result += reader.take { $0 != "{" && $0 != "}" }
      if reader.skip("{{") {
        result += "{"
      } else if reader.skip("}}") {
        result += "}"
      } else if reader.skip("{") {
        result += try place(&reader, arguments, &next)
        try arguments.budget.allow(result.utf8.count)
      } else if reader.peek != nil {
        throw broken("a single }")
      }
    }
    return result
  }

  private static func place(
    _ reader: inout ScalarReader, _ arguments: Arguments, _ next: inout Int
  ) throws(PythonError) -> String {
    let name = reader.take { !"{}!:".unicodeScalars.contains($0) }
    let conversion = reader.skip("!") ? reader.next() : nil
    let layout = reader.skip(":") ? reader.take { $0 != "{" && $0 != "}" } : ""
    guard reader.skip("}") else { throw broken("a place without its }") }
    let value = try self.value(name, arguments, &next)
    let budget = arguments.budget
    switch conversion {
    case nil: return try laidOut(value, layout, budget)
    case "s": return try laidOut(.string(try value.str(budget)), layout, budget)
    case "r": return try laidOut(.string(try value.repr(budget)), layout, budget)
    default: throw broken("a conversion other than !s and !r")
    }
  }

  private static func value(_ name: String, _ arguments: Arguments, _ next: inout Int) throws(PythonError) -> Value {
    if name.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      let index = name.isEmpty ? next : try FormatSpec.size(name)
      if name.isEmpty { next += 1 }
      guard arguments.positional.indices.contains(index) else {
        throw PythonError("the format's value \(index) is not there", remedy: "Give a value for each {}.")
      }
      return arguments.positional[index]
    }
    guard let value = arguments.mapping[Key(text: name)] else {
      throw PythonError("the format's value \"\(name)\" is not there", remedy: "Give it by name: .format(\(name)=…).")
    }
    return value
  }

  private static func laidOut(_ value: Value, _ layout: String, _ budget: Budget) throws(PythonError) -> String {
    guard !layout.isEmpty else { return try value.str(budget) }
    var reader = ScalarReader(layout)
    var spec = FormatSpec()
    let alignments = "<>^=".unicodeScalars
    if reader.scalars.count > 1, alignments.contains(reader.scalars[1]) {
      spec.fill = String(reader.scalars[0]); reader.position = 1
    }
    if let align = reader.peek, alignments.contains(align) { spec.align = reader.next() }
    if let sign = reader.peek, "+- ".unicodeScalars.contains(sign) { spec.sign = reader.next() ?? "-" }
    spec.isZeroPadded = (reader.skip("0") && spec.align == nil) || spec.align == "="
    spec.width = try FormatSpec.size(reader.take { ("0"..."9").contains($0) })
    if let grouping = reader.peek, ",_".unicodeScalars.contains(grouping) { spec.grouping = reader.next() }
    if reader.skip(".") { spec.precision = try FormatSpec.size(reader.take { ("0"..."9").contains($0) }) }
    let letter = reader.next()
    guard reader.peek == nil else { throw broken("the layout \"\(layout)\"") }
    return try laidOut(value, spec, letter, budget)
  }

  private static func laidOut(
    _ value: Value, _ spec: FormatSpec, _ letter: Unicode.Scalar?, _ budget: Budget
  ) throws(PythonError) -> String {
    switch (letter, value) {
    case (nil, .string(let text)), ("s", .string(let text)): return try spec.padded(spec.cut(text), budget)
    case (nil, .int), ("d", .int), ("d", .bool): return try spec.integer(value, "d", budget)
    case ("x", _), ("X", _), ("o", _), ("b", _):
      return try spec.integer(value, letter ?? "x", budget)
    case ("f", _), ("F", _), ("e", _), ("E", _), ("g", _), ("G", _), ("%", _):
      return try spec.float(value, letter ?? "f", budget)
    default: throw broken("this layout of a value of type \(value.type)")
    }
  }

  private static func broken(_ what: String) -> PythonError {
    .unsupported("\(what) in a format", instead: "Use {}, {0} or {name} with a layout such as :>8 or :.2f.")
  }
}

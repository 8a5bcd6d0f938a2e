internal import OrderedCollections
internal import PythonValues

/// Renders one template for one set of variables.
final class Renderer {
  /// Names that a `for`, a macro or the template itself has set.
  typealias Frame = [(name: Int, value: Value)]

  private let names: [String]
  private let variables: PythonValue.Dictionary
  /// Variables as values, by the number of their names, once they have been asked for.
  private var known: [Value?]
  private var frames: [Frame] = [[]]
  private var output = ""
  /// What the rendering may still cost.
  let budget: Budget

  init(names: [String], variables: PythonValue.Dictionary, budget: Budget) {
    self.budget = budget
    self.names = names
    self.variables = variables
    known = Array(repeating: nil, count: names.count)
  }

  /// The text of a template's body.
  func render(_ body: [Statement]) throws(JinjaError) -> String {
    try run(body)
    return output
  }

  /// Does something that knows no place, and gives its error one.
  func at<Result>(_ place: Place, _ body: () throws(PythonError) -> Result) throws(JinjaError) -> Result {
    do throws(PythonError) { return try body() } catch { throw JinjaError(error, at: place) }
  }

  // MARK: Names

  /// The value of a name: set by the template, a variable, a function of all templates, or nothing.
  func value(of name: Int, at place: Place) -> Value {
    for frame in frames.reversed() {
      budget.step(frame.count)
      if let entry = frame.last(where: { $0.name == name }) { return entry.value }
    }
    if let value = known[name] { return value }
    let text = names[name]
    if let variable = variables[text] {
      let value = Value(variable)
      known[name] = value
      return value
    }
    if let function = GlobalFunction(rawValue: text) { return .function(.global(function)) }
    return .undefined(.variable(text, among: variables, place))
  }

  private func set(_ name: Int, to value: Value) {
    let last = frames.count - 1
    budget.step(frames[last].count)
    if let index = frames[last].firstIndex(where: { $0.name == name }) {
      frames[last][index].value = value
    } else {
      frames[last].append((name, value))
    }
  }

  // MARK: Statements

  private func run(_ statements: [Statement]) throws(JinjaError) {
    for statement in statements { try run(statement) }
  }

  private func run(_ statement: Statement) throws(JinjaError) {
    switch statement {
    case .text(let text, let place): try write(text, place)
    case .output(let expression, let place):
      let value = try evaluate(expression)
      try write(try at(place) { () throws(PythonError) in try value.str(budget) }, place)
    case .set(let target, let expression, let place):
      try spend(0, at: place)
      try assign(try evaluate(expression), to: target, place)
    case .setBlock(let target, let filters, let body, let place):
      var value = Value.string(try capture(body))
      for call in filters { value = try apply(call.filter, to: value, call.arguments, call.place) }
      try assign(value, to: target, place)
    case .branches(let branches, let otherwise): try run(branches, otherwise)
    case .loop(let loop): try run(loop)
    case .macro(let macro): set(macro.name, to: .function(.macro(macro, depth: frames.count)))
    }
  }

  private func write(_ text: String, _ place: Place) throws(JinjaError) {
    try at(place) { () throws(PythonError) in try budget.keep(text.utf8.count) }
    output += text
  }

  private func run(_ branches: [Statement.Branch], _ otherwise: [Statement]) throws(JinjaError) {
    for branch in branches where try isTrue(branch.test, branch.place) { return try run(branch.body) }
    try run(otherwise)
  }

  private func run(_ loop: Statement.ForLoop) throws(JinjaError) {
    let value = try evaluate(loop.items)
    var items = try at(loop.place) { () throws(PythonError) in try value.items(budget) }
    if let condition = loop.condition { items = try chosen(items, loop, condition) }
    let state = LoopState(items)
    for (index, item) in items.enumerated() {
      state.index = index
      try spend(20, at: loop.place)
      frames.append([])
      set(loop.loopName, to: .loop(state))
      try assign(item, to: loop.target, loop.place)
      try run(loop.body)
      frames.removeLast()
    }
    if items.isEmpty { try scoped { () throws(JinjaError) in try run(loop.otherwise) } }
  }

  private func chosen(
    _ items: [Value], _ loop: Statement.ForLoop, _ condition: Expression
  ) throws(JinjaError) -> [Value] {
    var chosen: [Value] = []
    try scoped { () throws(JinjaError) in
      set(
        loop.loopName,
        to: .undefined(.other("\"loop\" is undefined in the condition of its for", remedy: "Use {% if %} inside.")))
      for item in items {
        try spend(20, at: loop.place)
        try assign(item, to: loop.target, loop.place)
        if try isTrue(condition, loop.place) { chosen.append(item) }
      }
    }
    return chosen
  }

  private func spend(_ work: Int, at place: Place) throws(JinjaError) {
    try at(place) { () throws(PythonError) in try budget.spend(work) }
  }

  private func scoped(_ body: () throws(JinjaError) -> Void) throws(JinjaError) {
    frames.append([])
    try body()
    frames.removeLast()
  }

  /// What a body writes.
  private func capture(_ body: [Statement]) throws(JinjaError) -> String {
    let before = output
    output = ""
    try scoped { () throws(JinjaError) in try run(body) }
    defer { output = before }
    return output
  }

  private func assign(_ value: Value, to target: Target, _ place: Place) throws(JinjaError) {
    switch target {
    case .name(let name): set(name, to: value)
    case .tuple(let targets):
      let items = try at(place) { () throws(PythonError) in try value.items(budget) }
      guard items.count == targets.count else {
        throw JinjaError(
          "\(items.count) values are assigned to \(targets.count) names", at: place, remedy: "Name each of them.")
      }
      for (target, item) in zip(targets, items) { try assign(item, to: target, place) }
    case .field(let name, let field):
      guard case .namespace(let namespace) = self.value(of: name, at: place) else {
        throw JinjaError(
          "\"\(names[name])\" is no namespace", at: place,
          remedy: "Make it first: {% set \(names[name]) = namespace() %}.")
      }
      namespace.fields[Key(text: field)] = try at(place) { () throws(PythonError) in try value.asItem(budget) }
    }
  }

  // MARK: Calls

  /// What a call gives.
  ///
  /// - Parameter levels: How many brackets, conditions and loops stand around the call.
  func call(_ callee: Value, _ arguments: Arguments, _ place: Place, levels: Int) throws(JinjaError) -> Value {
    switch callee {
    case .function(.macro(let macro, let depth)):
      try at(place) { () throws(PythonError) in
        try budget.enter("the macro \"\(macro.text)\"", levels: levels)
        try budget.spend(100)
      }
      defer { budget.leave(levels: levels) }
      return try call(macro, depth, arguments, place)
    case .function(.method(let name, let owner)):
      return try callMethod(name, of: owner, arguments, place)
    case .function(.global(let function)):
      return try at(place) { () throws(PythonError) in try function.call(arguments) }
    case .function(.cycle(let loop)):
      guard !arguments.positional.isEmpty, arguments.named.isEmpty else {
        throw JinjaError("loop.cycle() gets no values", at: place, remedy: "Give the values to go through.")
      }
      return arguments.positional[loop.index % arguments.positional.count]
    case .function(.changed(let loop)):
      return .bool(try at(place) { () throws(PythonError) in try loop.changed(arguments.positional, budget) })
    case .undefined(let undefined): throw JinjaError(undefined.error, at: place)
    default:
      throw JinjaError(
        "a value of type \(callee.type) cannot be called", at: place, remedy: "Take the brackets away.")
    }
  }

  private func fallback(of parameter: MacroDefinition.Parameter) throws(JinjaError) -> Value {
    if let fallback = parameter.fallback { return try evaluate(fallback) }
    return .undefined(.other("the parameter \"\(parameter.text)\" is not given", remedy: "Give it in the call."))
  }

  private func call(
    _ macro: MacroDefinition, _ depth: Int, _ arguments: Arguments, _ place: Place
  ) throws(JinjaError) -> Value {
    let bound = try at(place) { () throws(PythonError) in
      try macro.signature.bind(arguments, of: "the macro \"\(macro.text)\"")
    }
    let hidden = Array(frames[min(depth, frames.count)...])
    frames.removeLast(hidden.count)
    frames.append([])
    for (index, parameter) in macro.parameters.enumerated() {
      if let value = bound.values[index] {
        set(parameter.name, to: value)
      } else {
        set(parameter.name, to: try fallback(of: parameter))
      }
    }
    let text = try capture(macro.body)
    frames.removeLast()
    frames += hidden
    return .string(text)
  }
}

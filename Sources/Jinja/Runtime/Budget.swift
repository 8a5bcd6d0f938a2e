internal import OrderedCollections

/// What one rendering may cost, and what of it is spent: work, memory and nesting.
///
/// All limits lie far above what a task needs, and low enough that a rendering at its limit ends within seconds and a
/// gigabyte. What is counted does not depend on the machine, except for regular expressions.
final class Budget {
  /// The limits.
  struct Limits: Sendable {
    /// Units of work: an evaluated expression is ten, four bytes of text or an item of a list one.
    var work = 100_000_000
    /// Bytes of all texts and lists that are made, also of those that are dropped again.
    var memory = 512 << 20
    /// Bytes of one text or list.
    var largest = 64 << 20
    /// Levels of macros that call each other and filters that apply each other.
    var calls = 100
    /// Levels of brackets, conditions and loops around all calls of macros that are going on; at most they take half of a
    /// stack of 8 MB in a debug build, and less than 1 MB in a release build.
    var levels = 200
  }

  /// Bytes of a value in a list.
  static let item = 32

  private let limits: Limits
  private var work = 0
  private var memory = 0
  private var calls = 0
  private var levels = 0

  init(_ limits: Limits = Limits()) { self.limits = limits }

  // MARK: Work

  /// Counts an evaluated expression, or a name that was compared; whether it was one too many shows at the next `spend`.
  func step(_ count: Int = 10) { work &+= count }

  /// Counts work.
  func spend(_ units: Int) throws(PythonError) {
    let (sum, overflow) = work.addingReportingOverflow(units)
    guard !overflow, sum <= limits.work else {
      throw PythonError(
        "rendering takes more than \(limits.work) steps of work",
        remedy: "Give its loops, macros and regular expressions less to do, or prepare the data before.")
    }
    work = sum
  }

  /// Counts the work of going over a value once: its bytes or items, not what lies inside of these.
  func read(_ value: Value) throws(PythonError) { try spend(1 + value.weight / 4) }

  // MARK: Memory

  /// Refuses a text or list that would be too large, before it is made.
  func allow(_ size: Int, times count: Int = 1) throws(PythonError) {
    let (bytes, overflow) = size.multipliedReportingOverflow(by: count)
    guard !overflow, bytes <= limits.largest else {
      throw PythonError(
        "a text or list of \(overflow ? "over \(Int.max)" : "\(bytes)") bytes would be made, and \(limits.largest) are the most",
        remedy: "Repeat, join or pad less.")
    }
    guard memory + bytes <= limits.memory else { throw full }
  }

  /// Counts bytes that were made.
  func keep(_ bytes: Int) throws(PythonError) {
    memory += bytes
    guard memory <= limits.memory else { throw full }
    try spend(bytes / 4)
  }

  /// Counts a value that was made.
  func made(_ value: Value) throws(PythonError) -> Value {
    let weight = value.weight
    if weight > 64 { try allow(weight) }
    try keep(weight)
    return value
  }

  private var full: PythonError {
    PythonError(
      "the texts and lists that rendering makes take more than \(limits.memory) bytes",
      remedy: "Make fewer or smaller ones, or prepare the data before.")
  }

  // MARK: Nesting

  /// Begins a call of something that may call itself; `leave` ends it.
  ///
  /// - Parameter depth: How many brackets, conditions and loops stand around the call.
  func enter(_ what: String, levels depth: Int) throws(PythonError) {
    guard calls < limits.calls, levels + depth <= limits.levels else {
      throw PythonError("\(what) calls itself without an end, or too deep", remedy: "End it with {% if %}.")
    }
    calls += 1
    levels += depth
  }

  /// Ends a call.
  func leave(levels depth: Int) {
    calls -= 1
    levels -= depth
  }
}

extension Value {
  /// Bytes of a text, or of the items of a list without what lies inside of them.
  var weight: Int {
    switch self {
    case .string(let text), .markup(let text): text.utf8.count
    case .list(let items), .tuple(let items): items.count * Budget.item
    case .dictionary(let mapping): mapping.count * 2 * Budget.item
    case .view(let view): view.items.count * Budget.item
    case .generator(let generator): generator.count * Budget.item
    default: 0
    }
  }
}

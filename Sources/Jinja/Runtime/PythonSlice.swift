/// The bounds of `[start:stop:step]`.
struct PythonSlice {
  private let start: Int?
  private let stop: Int?
  private let step: Int

  /// A slice from values; `None` stands for a bound that is not given.
  init(_ start: Value, _ stop: Value, _ step: Value) throws(PythonError) {
    self.start = try Self.bound(start)
    self.stop = try Self.bound(stop)
    self.step = try Self.bound(step) ?? 1
    guard self.step != 0 else { throw PythonError("a slice's step is zero", remedy: "Use 1, or -1 to go backwards.") }
  }

  private static func bound(_ value: Value) throws(PythonError) -> Int? {
    if case .none = value { return nil }
    if case .undefined(let undefined) = value { throw undefined.error }
    guard let bound = value.int else {
      throw PythonError("a slice's bound is of type \(value.type)", remedy: "Use whole numbers.")
    }
    return bound
  }

  /// The chosen items, in order.
  func apply(to items: [Value]) -> [Value] {
    let (first, count) = extent(in: items.count)
    return step == 1 ? Array(items[first..<first + count]) : (0..<count).map { items[first + $0 * step] }
  }

  /// The chosen code points, in order.
  func apply(to text: String) -> String {
    let scalars = text.unicodeScalars
    if step == 1, (start ?? 0) >= 0, (stop ?? 0) >= 0 {
      let first =
        scalars.index(scalars.startIndex, offsetBy: start ?? 0, limitedBy: scalars.endIndex) ?? scalars.endIndex
      guard let stop else { return String(scalars[first...]) }
      let count = max(0, stop - (start ?? 0))
      return String(
        scalars[first..<(scalars.index(first, offsetBy: count, limitedBy: scalars.endIndex) ?? scalars.endIndex)])
    }
    let all = Array(scalars)
    let (first, count) = extent(in: all.count)
    var result = String.UnicodeScalarView()
    for offset in 0..<count { result.append(all[first + offset * step]) }
    return String(result)
  }

  /// Position of the first item and number of items.
  private func extent(in length: Int) -> (first: Int, count: Int) {
    let (lowest, highest) = step > 0 ? (0, length) : (-1, length - 1)
    func clamp(_ bound: Int) -> Int { min(max(bound < 0 ? bound + length : bound, lowest), highest) }
    let first = start.map(clamp) ?? (step > 0 ? lowest : highest)
    let end = stop.map(clamp) ?? (step > 0 ? highest : lowest)
    let distance = step > 0 ? end - first : first - end
    return (first, distance > 0 ? (distance - 1) / Int(clamping: step.magnitude) + 1 : 0)
  }
}

/// Python's `range`.
struct PythonRange {
  let start: Int
  let stop: Int
  let step: Int

  /// A range of numbers.
  ///
  /// - Throws: `PythonError` when there are more numbers than 63 bits can count; Python has no `len()` of these either.
  init(start: Int, stop: Int, step: Int) throws(PythonError) {
    (self.start, self.stop, self.step) = (start, stop, step)
    let (first, last) = step > 0 ? (start, stop) : (stop, start)
    guard first < last else {
      count = 0
      return
    }
    let steps = (UInt(bitPattern: last) &- UInt(bitPattern: first) - 1) / step.magnitude
    guard steps < Int.max else {
      throw PythonError("a range of more than \(Int.max) numbers", remedy: "Give a smaller one.")
    }
    count = Int(steps) + 1
  }

  /// How many numbers the range has.
  let count: Int

  /// The number at a position from 0 to `count - 1`.
  subscript(position: Int) -> Int { start &+ position &* step }

  /// All numbers.
  func numbers(_ budget: Budget?) throws(PythonError) -> [Value] {
    try budget?.allow(Budget.item, times: count)
    try budget?.keep(Budget.item * count)
    return (0..<count).map { .int(self[$0]) }
  }

  /// Whether a number is one of the range's.
  func contains(_ number: Int) -> Bool {
    let (first, last) = step > 0 ? (start, number) : (number, start)
    guard count > 0, step > 0 ? number < stop : number > stop, first <= last else { return false }
    return (UInt(bitPattern: last) &- UInt(bitPattern: first)).isMultiple(of: step.magnitude)
  }
}

extension PythonRange: Equatable {
  /// Whether both have the same numbers.
  static func == (left: PythonRange, right: PythonRange) -> Bool {
    left.count == right.count
      && (left.count == 0 || left.start == right.start && (left.count == 1 || left.step == right.step))
  }
}

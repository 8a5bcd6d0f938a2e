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

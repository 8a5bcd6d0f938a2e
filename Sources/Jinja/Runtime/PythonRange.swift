/// Python's `range`.
struct PythonRange {
  let start: Int
  let stop: Int
  let step: Int

  /// The longest range whose numbers are all made.
  static let longest = 10_000_000

  /// How many numbers the range has.
  var count: Int {
    let (first, last) = step > 0 ? (start, stop) : (stop, start)
    guard first < last else { return 0 }
    let (distance, overflow) = last.subtractingReportingOverflow(first)
    return overflow ? Int.max : (distance - 1) / Int(step.magnitude) + 1
  }

  /// All numbers.
  func numbers() throws(PythonError) -> [Value] {
    guard count <= Self.longest else {
      throw PythonError("a range of \(count) numbers is too long", remedy: "At most \(Self.longest) can be taken.")
    }
    return (0..<count).map { .int(start + $0 * step) }
  }
}

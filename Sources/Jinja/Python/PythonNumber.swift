/// Comparisons of numbers as Python makes them: exact, also between a large int and a float.
enum PythonNumber {
  static func areEqual(_ left: Value.Number, _ right: Value.Number) -> Bool {
    switch (left, right) {
    case (.int(let left), .int(let right)): left == right
    case (.double(let left), .double(let right)): left == right
    case (.int(let whole), .double(let number)), (.double(let number), .int(let whole)): Int(exactly: number) == whole
    }
  }

  static func areOrdered(_ left: Value.Number, _ sign: ComparisonSign, _ right: Value.Number) -> Bool {
    switch (left, right) {
    case (.int(let left), .int(let right)): sign.holds(left, right)
    case (.double(let left), .double(let right)): sign.holds(left, right)
    case (.int(let left), .double(let right)): right.isNaN ? false : sign.holds(difference(left, right))
    case (.double(let left), .int(let right)): left.isNaN ? false : sign.holds(-difference(right, left))
    }
  }

  /// The sign of `whole - number`, exactly.
  private static func difference(_ whole: Int, _ number: Double) -> Int {
    if number >= 0x1p63 { return -1 }
    if number < -0x1p63 { return 1 }
    let floor = Int(number.rounded(.down))
    if whole != floor { return whole < floor ? -1 : 1 }
    return number > number.rounded(.down) ? -1 : 0
  }
}

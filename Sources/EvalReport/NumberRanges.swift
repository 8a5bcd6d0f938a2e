/// Numbered things as words.
struct NumberRanges {
  private let noun: String
  private let numbers: [Int]

  /// Things by their numbers, ascending.
  ///
  /// - Parameter noun: What one of them is, for example `row`.
  init(_ numbers: [Int], of noun: String) {
    self.numbers = numbers
    self.noun = noun
  }

  /// For example `row 4`, `rows 1 to 3`, or `rows 1, 2, 5 to 8`.
  var text: String {
    let parts = ranges.map { range in
      range.count > 2 ? "\(range.lowerBound) to \(range.upperBound)" : range.map(String.init).joined(separator: ", ")
    }
    return noun + (numbers.count == 1 ? " " : "s ") + parts.joined(separator: ", ")
  }

  /// Neighbouring numbers together.
  private var ranges: [ClosedRange<Int>] {
    numbers.reduce(into: []) { ranges, number in
      if let last = ranges.last, last.upperBound == number - 1 {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
  }
}

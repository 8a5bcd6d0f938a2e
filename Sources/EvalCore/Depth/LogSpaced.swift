/// Loop counts that are close together where they are few and far apart where they are many.
public enum LogSpaced {
  /// Loop counts evenly spaced on a logarithmic scale, rounded to multiples.
  ///
  /// Where rounding makes two of them equal they are pushed apart, so that there are `count`, or all multiples if these
  /// are fewer.
  ///
  /// - Parameters:
  ///   - count: How many, 1 or more.
  ///   - first: The least; rounded up to a multiple.
  ///   - last: The greatest, a multiple of `step`; it is always among them.
  ///   - step: Every loop count is a multiple of this, the number of groups.
  /// - Returns: Loop counts in ascending order, each once.
  public static func depths(count: Int, from first: Int, to last: Int, multipleOf step: Int) -> [Int] {
    precondition(
      count > 0 && step > 0 && last.isMultiple(of: step) && last >= step && first <= last,
      "no \(count) multiples of \(step) from \(first) to \(last)")
    let (low, high) = (max(1, (first + step - 1) / step), last / step)
    let count = min(count, high - low + 1)
    let ratio = naturalLogarithm(Double(high) / Double(low))
    var multiples = (0..<count).map { index in
      let share = count == 1 ? 1 : Double(index) / Double(count - 1)
      return Int((Double(low) * exponential(share * ratio)).rounded())
    }
    for index in multiples.indices.dropFirst() { multiples[index] = max(multiples[index], multiples[index - 1] + 1) }
    for index in multiples.indices { multiples[index] = min(multiples[index], high - (count - 1 - index)) }
    return multiples.map { $0 * step }
  }
}

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

  /// Places in a list: its first and last, and between them some whose values are about evenly spaced on a logarithmic
  /// scale.
  ///
  /// - Parameters:
  ///   - count: How many, 2 or more; all places where the list has no more.
  ///   - values: Above 0, ascending.
  /// - Returns: Places in ascending order, each once.
  public static func places(count: Int, in values: [Double]) -> [Int] {
    precondition(count > 1, "a first and a last place are two, and not \(count)")
    guard let least = values.first, let most = values.last, count < values.count else { return Array(values.indices) }
    let logarithms = values.map { naturalLogarithm($0 / least) }
    let span = naturalLogarithm(most / least)
    return (0..<count).reduce(into: []) { places, number in
      let aim = span * Double(number) / Double(count - 1)
      // Enough are left for those that follow.
      let free = ((places.last ?? -1) + 1)...(values.count - count + number)
      let nearest = free.min { (logarithms[$0] - aim).magnitude < (logarithms[$1] - aim).magnitude }
      places.append(nearest ?? free.lowerBound)
    }
  }

  /// Places among loop counts, where no loops and a model that does not loop count as one loop.
  ///
  /// - Parameters:
  ///   - count: How many, 2 or more.
  ///   - loops: Ascending.
  public static func places(count: Int, ofLoops loops: [Int?]) -> [Int] {
    places(count: count, in: loops.map { Double(max($0 ?? 1, 1)) })
  }
}

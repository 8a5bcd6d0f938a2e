/// The straight line through points with the least sum of squared distances in y.
struct LineFit {
  /// y per x.
  let slope: Double
  /// The sum of squared distances that is left.
  let squares: Double

  /// The fit of `y` on `x`; nil without two different x.
  init?(_ x: [Double], _ y: [Double]) {
    precondition(x.count == y.count, "\(x.count) x and \(y.count) y")
    let n = Double(x.count)
    let (meanX, meanY) = (x.reduce(0, +) / n, y.reduce(0, +) / n)
    let spread = x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
    guard spread > 0 else { return nil }
    let slope = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) } / spread
    self.slope = slope
    squares = zip(x, y).reduce(0) { sum, point in
      let distance = point.1 - meanY - slope * (point.0 - meanX)
      return sum + distance * distance
    }
  }

  /// Whether this line leaves less than half of the squares that the other leaves, so that the points are lines in these
  /// coordinates rather than in those.
  func isBetter(than other: LineFit) -> Bool { squares < other.squares / 2 }
}

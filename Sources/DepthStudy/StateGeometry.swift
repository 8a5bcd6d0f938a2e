/// Lengths and angles of hidden states, [C]; sums are in double precision.
enum StateGeometry {
  static func dot(_ a: [Float], _ b: [Float]) -> Double {
    zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }

  static func length(_ a: [Float]) -> Double { dot(a, a).squareRoot() }

  /// |a − b| / |a|; nil where a is zero.
  static func relativeDifference(_ a: [Float], _ b: [Float]) -> Double? {
    let squares = zip(a, b).reduce(0) { $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1)) }
    return ratio(squares.squareRoot(), length(a))
  }

  /// The cosine of the angle between two states; nil where one is zero.
  static func cosine(_ a: [Float], _ b: [Float]) -> Double? { ratio(dot(a, b), length(a) * length(b)) }

  /// Mean cosine between the same row of two sets of states, over rows whose numbers are finite and not all zero; nil
  /// without any.
  static func alignment(_ a: [[Float]], _ b: [[Float]]) -> Double? {
    precondition(a.count == b.count, "\(a.count) rows and \(b.count)")
    return mean(zip(a, b).map(cosine))
  }

  /// Mean cosine between any two rows of a set; nil with less than two rows.
  static func alignmentOfRows(_ states: [[Float]]) -> Double? {
    mean(states.indices.flatMap { first in states[..<first].map { cosine($0, states[first]) } })
  }

  private static func mean(_ values: [Double?]) -> Double? {
    let known = values.compactMap { $0 }.filter(\.isFinite)
    return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
  }

  /// A value over a length; nil where that is zero.
  static func ratio(_ value: Double, _ length: Double) -> Double? { length == 0 ? nil : value / length }
}

/// How alike hidden states are.
public enum StateAlignment {
  /// Mean cosine between the same row of two sets of states, over rows whose numbers are finite and not all zero; nil
  /// without any.
  public static func betweenSets(_ a: [[Float]], _ b: [[Float]]) -> Double? {
    precondition(a.count == b.count, "\(a.count) rows and \(b.count)")
    return mean(zip(a, b).map(cosine))
  }

  /// Mean cosine between any two rows of a set; nil with less than two rows.
  public static func betweenRows(_ states: [[Float]]) -> Double? {
    mean(states.indices.flatMap { first in states[..<first].map { cosine($0, states[first]) } })
  }

  private static func mean(_ values: [Double?]) -> Double? {
    let known = values.compactMap { $0 }
    return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
  }

  private static func cosine(_ a: [Float], _ b: [Float]) -> Double? {
    let value = dot(a, b) / (dot(a, a) * dot(b, b)).squareRoot()
    return value.isFinite ? value : nil
  }

  private static func dot(_ a: [Float], _ b: [Float]) -> Double {
    zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }
}

/// What the ends of a recurrence say about its starts.
public enum PathState: String, Sendable, Hashable, Codable {
  /// The end is where the input leads, wherever the recurrence started.
  case independent = "path independent"
  /// The end depends on the start.
  case dependent = "path dependent"
  /// All inputs end alike, so that starts that end alike show nothing.
  case constant = "ends alike for every input"
  /// Numbers broke, or there are too few rows.
  case unknown
}

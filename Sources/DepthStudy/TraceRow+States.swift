public import EvalCore

extension TraceRow {
  /// The row of a hidden state and those before it, all [C]; sums are in double precision.
  ///
  /// - Parameters:
  ///   - hidden: h, after the application.
  ///   - previous: h′, before it.
  ///   - normed: h after the output norm.
  ///   - previousNormed: h′ after the output norm.
  ///   - earlier: h at the end of the loop m before in the same group, by m; empty where no loop ends.
  public init(
    hidden: [Float], previous: [Float], normed: [Float], previousNormed: [Float], earlier: [Int: [Float]] = [:]
  ) {
    self.init()
    let length = StateGeometry.length(hidden)
    residual = StateGeometry.relativeDifference(hidden, previous)
    normedResidual = StateGeometry.relativeDifference(normed, previousNormed)
    cosine = StateGeometry.ratio(
      StateGeometry.dot(hidden, previous), length * StateGeometry.length(previous))
    rms = length / Double(hidden.count).squareRoot()
    frozenShare = Double(zip(hidden, previous).count { $0 == $1 }) / Double(hidden.count)
    lagged = earlier.compactMapValues { StateGeometry.relativeDifference(hidden, $0) }
  }
}

public import RWKVModel

/// Relative residuals of rows from one read-out to the next.
public struct RowResiduals {
  /// States at the read-out before, by place among the rows asked for.
  private var before: [Int: [Float]] = [:]

  /// Nothing was read out yet.
  public init() {}

  /// |h − h′| / |h| by place; places without a read-out before, and those where it is not finite, have none.
  public mutating func next(_ readout: ForwardPass.Readout) -> [Int: Double] {
    guard let unnormed = readout.unnormed else { return [:] }
    var residuals: [Int: Double] = [:]
    var states: [Int: [Float]] = [:]
    for (index, place) in readout.places.enumerated() {
      guard let place else { continue }
      let state = unnormed.row(index)
      if let earlier = before[place], let residual = StateGeometry.relativeDifference(state, earlier), residual.isFinite
      {
        residuals[place] = residual
      }
      states[place] = state
    }
    before = states
    return residuals
  }
}

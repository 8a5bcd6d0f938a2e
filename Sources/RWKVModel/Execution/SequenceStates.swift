internal import RWKVKernels

/// Sequence-wise states that outlive an application: the WKV state and the two token shifts at the end of every chain, in
/// numbered slots.
final class SequenceStates: Sendable {
  struct Slot: Sendable {
    let wkv: CarriedWKVStates
    /// Last normed input of the time mix and of the channel mix, [chains, C] each.
    let timeShift, channelShift: Matrix
  }

  let slots: [Slot]

  /// The states that chains start with.
  init(slots: Int, chains: Int, shape: ModelShape) {
    self.slots = (0..<slots).map { _ in
      Slot(
        wkv: CarriedWKVStates(chains: chains, shape: shape.state),
        timeShift: Matrix(rows: chains, columns: shape.width), channelShift: Matrix(rows: chains, columns: shape.width))
    }
  }
}

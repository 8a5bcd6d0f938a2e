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

  /// States with which every application of a program starts, each with a slot of its own: its layer's first state, or zeros.
  init(_ program: DepthProgram, of model: RWKVModel) {
    let shape = model.shape
    slots = program.applications.map { application in
      Slot(
        wkv: model.layers[application.layer].firstState.map { CarriedWKVStates($0, chains: 1) }
          ?? CarriedWKVStates(chains: 1, shape: shape.state),
        timeShift: Matrix(rows: 1, columns: shape.width), channelShift: Matrix(rows: 1, columns: shape.width))
    }
  }

  /// The states that chains start with where layers have none of their own.
  init(slots: Int, chains: Int, shape: ModelShape) {
    self.slots = (0..<slots).map { _ in
      Slot(
        wkv: CarriedWKVStates(chains: chains, shape: shape.state),
        timeShift: Matrix(rows: chains, columns: shape.width), channelShift: Matrix(rows: chains, columns: shape.width))
    }
  }
}

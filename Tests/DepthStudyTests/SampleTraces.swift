import DepthStudy
import EvalCore

/// Made-up hidden states, loop by loop, as traces.
enum SampleTraces {
  /// States of 16 channels that each hold a little of every channel of `states`, so that none stands still by itself.
  static func mixed(_ states: [[Float]]) -> [[Float]] {
    states.map { state in
      (1...16).map { row in
        state.enumerated().reduce(0) { $0 + $1.element * (1 + Float((row * ($1.offset + 3)) % 7) / 8) }
      }
    }
  }

  /// The trace of one group of one layer whose states after each loop are `states`; the first entered it.
  static func trace(_ states: [[Float]]) -> DepthTrace {
    DepthTrace(
      states.indices.dropFirst().map { k in
        let earlier = Dictionary(uniqueKeysWithValues: (1...4).filter { $0 <= k }.map { ($0, states[k - $0]) })
        var average = TraceAverage()
        average.add(
          TraceRow(
            hidden: states[k], previous: states[k - 1], normed: normed(states[k]),
            previousNormed: normed(states[k - 1]),
            earlier: earlier))
        return DepthTraceRecord(application: k - 1, layer: 0, group: 0, loop: k - 1, average: average)
      })
  }

  /// How the states of one group behave.
  static func convergence(_ states: [[Float]]) throws -> GroupConvergence {
    GroupConvergence(group: 0, records: trace(states).records)
  }

  /// States from a function of the loop, 0 for the one that enters.
  static func states(loops: Int, _ state: (Float) -> [Float]) -> [[Float]] { (0...loops).map { state(Float($0)) } }

  /// As `states`, mixed.
  static func mixedStates(loops: Int, _ state: (Float) -> [Float]) -> [[Float]] { mixed(states(loops: loops, state)) }

  /// x to a whole power.
  static func power(_ x: Float, _ k: Float) -> Float { (0..<Int(k)).reduce(1) { product, _ in product * x } }

  /// Length one.
  static func normed(_ state: [Float]) -> [Float] {
    let length = state.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return length == 0 ? state : state.map { $0 / length }
  }

  /// A number with the eight significant bits of bf16, halves to even.
  static func bf16(_ x: Float) -> Float {
    let bits = x.bitPattern
    return Float(bitPattern: (bits &+ 0x7fff &+ ((bits >> 16) & 1)) & 0xffff_0000)
  }
}

import Testing

@testable import EvalCore

/// Synthetic hidden states whose behaviour is known.
@Suite struct GroupConvergenceTests {
  @Test("Linear growth drifts with exponent 1, although Huginn's threshold of 0.03 calls it converged")
  func linear() throws {
    let states = SampleTraces.states(loops: 50) { [3 * $0, -4 * $0] }
    let group = try SampleTraces.convergence(states)
    #expect(group.state == .drifting)
    #expect(try abs(#require(group.driftExponent) - 1) < 1e-6)
    #expect(try abs(#require(group.decayExponent) + 1) < 1e-6)
    let firstBelow = SampleTraces.trace(states).records.first { ($0.residual ?? 1) < 0.03 }?.loop
    #expect(firstBelow == 33)
  }

  @Test("A later group of linear growth drifts too, though its RMS grows by little", arguments: [50, 350] as [Float])
  func laterGroup(entering: Float) throws {
    let group = try SampleTraces.convergence(SampleTraces.mixedStates(loops: 50) { [entering + $0, 0, 0] })
    #expect(group.state == .drifting, "\(group.reason)")
    #expect(try #require(group.decayExponent) > -1)
  }

  @Test("A contraction converges, fast or slow", arguments: [0.1, 0.5, 0.9, 0.97] as [Float])
  func contraction(factor: Float) throws {
    let group = try SampleTraces.convergence(
      SampleTraces.mixedStates(loops: 50) {
        [1 + SampleTraces.power(factor, $0), 2, -1 + 2 * SampleTraces.power(factor, $0)]
      })
    #expect(group.state == .converged, "\(group.reason)")
    #expect(try #require(group.driftExponent) < 0.1)
  }

  @Test("A contraction with turns converges, and is not taken for an oscillation")
  func dampedOscillation() throws {
    let group = try SampleTraces.convergence(
      SampleTraces.mixedStates(loops: 50) { [1 + SampleTraces.power(-0.9, $0), 2] })
    #expect(group.state == .converged, "\(group.reason)")
  }

  @Test("Steps of 1/k² converge by their power, steps of 1/√k do not")
  func powers() throws {
    func convergence(_ step: (Float) -> Float) throws -> GroupConvergence {
      var sum: Float = 10
      return try SampleTraces.convergence(
        SampleTraces.mixedStates(loops: 60) { k in
          if k > 0 { sum += step(k) }
          return [sum, 1]
        })
    }
    let squares = try convergence { 1 / ($0 * $0) }
    #expect(squares.state == .converged, "\(squares.reason)")
    // Measured: 0.0015 from −2, by what the state still grows.
    #expect(try abs(#require(squares.decayExponent) + 2) < 0.01)
    let roots = try convergence { 1 / $0.squareRoot() }
    #expect(roots.state == .drifting, "\(roots.reason)")
  }

  @Test("An oscillation that grows drifts")
  func growingOscillation() throws {
    let group = try SampleTraces.convergence(
      SampleTraces.mixedStates(loops: 60) { [Int($0).isMultiple(of: 2) ? $0 : -$0, 0.01] })
    #expect(group.state == .drifting, "\(group.reason)")
  }

  @Test("A state that moves in a few channels only is no arithmetic standing still")
  func fewChannels() throws {
    let group = try SampleTraces.convergence(SampleTraces.states(loops: 40) { [$0, 5, 5, 5] })
    #expect(group.frozenShare == 0.75 && group.state == .drifting, "\(group.reason)")
  }

  @Test("Cycles are oscillations of their shortest period", arguments: [2, 3, 4])
  func oscillation(period: Int) throws {
    let points: [[Float]] = [[1, 0, 2], [0, 1, 2], [-1, 0, 2], [0.5, -1, 2]]
    let group = try SampleTraces.convergence(SampleTraces.mixed((0...24).map { points[$0 % period] }))
    #expect(group.state == .oscillating(period: period), "\(group.reason)")
  }

  @Test("A state that turns without coming back drifts")
  func noPeriod() throws {
    let points: [[Float]] = [[1, 0, 2], [0, 1, 2], [-1, 0, 2], [0, -1, 2], [1, 1, 2]]
    let group = try SampleTraces.convergence(SampleTraces.mixed((0...24).map { points[$0 % 5] }))
    #expect(group.state == .drifting, "\(group.reason)")
  }

  @Test("Growth of a fifth a loop explodes, growth of a hundredth and a high power do not")
  func explosion() throws {
    let fast = try SampleTraces.convergence(SampleTraces.mixedStates(loops: 40) { [SampleTraces.power(1.2, $0), 0] })
    #expect(fast.state == .exploding)
    #expect(fast.reason.contains("1.200"))
    let slow = try SampleTraces.convergence(SampleTraces.mixedStates(loops: 40) { [SampleTraces.power(1.01, $0), 0] })
    #expect(slow.state == .drifting, "\(slow.reason)")
    let power = try SampleTraces.convergence(SampleTraces.mixedStates(loops: 40) { [$0 * $0 * $0, 0] })
    #expect(power.state == .drifting, "\(power.reason)")
    #expect(try abs(#require(power.driftExponent) - 3) < 1e-4)
  }

  @Test("An RMS whose square is beyond fp32 explodes however it came there", arguments: [(1e16, false), (1e18, true)])
  func overflow(scale: Float, explodes: Bool) throws {
    let group = try SampleTraces.convergence(SampleTraces.mixedStates(loops: 20) { [scale * $0, scale] })
    #expect((group.state == .exploding) == explodes, "\(group.reason)")
  }

  @Test("bf16 that stands still after linear growth stagnates, and is not converged")
  func stagnation() throws {
    var state: [Float] = [0, 0, 0]
    let states = SampleTraces.states(loops: 400) { k in
      if k > 0 { state = zip(state, [0.5, 0.75, 1]).map { SampleTraces.bf16($0 + $1) } }
      return state
    }
    let group = try SampleTraces.convergence(states)
    #expect(group.frozenShare == 1 && group.lastResidual == 0)
    #expect(group.state == .stagnating, "\(group.reason)")
  }

  /// Groups in sequence that each add a vector of their own in every loop: the training graph of RWKV-DR in small.
  @Test("In the last of eight groups bf16 loses half of the channels' steps and stagnates, where fp32 drifts")
  func laterGroupInHalfPrecision() throws {
    var generator = SplitMix64(seed: 7)
    func vector() -> [Float] {
      (0..<256).map { _ in (0..<12).reduce(-6) { sum, _ in sum + Float.random(in: 0..<1, using: &generator) } }
    }
    let (entering, step) = (vector().map { 350 * $0 }, vector())
    func convergence(_ rounded: (Float) -> Float) throws -> GroupConvergence {
      var state = entering.map(rounded)
      let later = (0..<50).map { _ -> [Float] in
        state = zip(state, step).map { rounded($0 + $1) }
        return state
      }
      return try SampleTraces.convergence([entering.map(rounded)] + later)
    }
    let single = try convergence { $0 }
    #expect(single.state == .drifting && single.frozenShare == 0, "\(single.reason)")
    let half = try convergence(SampleTraces.bf16)
    #expect(half.state == .stagnating, "\(half.reason)")
    #expect(try (0.4...0.6).contains(#require(half.frozenShare)))
  }

  @Test("bf16 that contracts until it stands still is converged")
  func contractionToRest() throws {
    var state: [Float] = [8, -8, 8]
    let states = SampleTraces.states(loops: 60) { k in
      if k > 0 { state = zip(state, [1, 2, 4]).map { SampleTraces.bf16($1 + 0.75 * ($0 - $1)) } }
      return state
    }
    let group = try SampleTraces.convergence(states)
    #expect(group.frozenShare == 1)
    #expect(group.state == .converged, "\(group.reason)")
  }

  @Test("A state that never moves stagnates: nothing shows that it approached anything")
  func rest() throws {
    let group = try SampleTraces.convergence(SampleTraces.states(loops: 20) { _ in [1, 2] })
    #expect(group.state == .stagnating, "\(group.reason)")
    #expect(group.driftExponent == nil && group.decayExponent == nil)
  }

  @Test("Seven loops are too short, eight are not", arguments: [(7, true), (8, false)])
  func tooShort(loops: Int, isTooShort: Bool) throws {
    let group = try SampleTraces.convergence(SampleTraces.mixedStates(loops: loops) { [$0, 1] })
    #expect((group.state == .tooShort) == isTooShort)
    #expect(group.loops == loops)
  }

  @Test("With several layers a loop, only the difference between ends of loops counts")
  func severalLayers() {
    let lagged = SampleTraces.trace(SampleTraces.mixedStates(loops: 30) { [1 + SampleTraces.power(0.8, $0), 1] })
      .records
    let records = lagged.enumerated().flatMap { loop, end -> [DepthTraceRecord] in
      [Self.record(2 * loop, loop, residual: 0.7), Self.record(2 * loop + 1, loop, residual: 0.7, lagged: end.lagged)]
    }
    let group = GroupConvergence(group: 0, records: records)
    #expect(group.loops == 30)
    #expect(group.state == .converged, "\(group.reason)")
    let without = records.map { Self.record($0.application, $0.loop ?? 0, residual: 0.7) }
    #expect(GroupConvergence(group: 0, records: without).state == .tooShort)
  }

  private static func record(
    _ application: Int, _ loop: Int, residual: Double, lagged: [Int: Double] = [:]
  ) -> DepthTraceRecord {
    var row = TraceRow()
    row.residual = residual
    row.rms = 1
    row.lagged = lagged
    var average = TraceAverage()
    average.add(row)
    return DepthTraceRecord(application: application, layer: application % 2, group: 0, loop: loop, average: average)
  }
}

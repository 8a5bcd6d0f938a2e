internal import CKernels
internal import RealModule

/// The inputs and the output of the WKV recurrence of RWKV-4 over some rows.
public struct WKV4Input: Sendable {
  /// k, [rows, C].
  public let key: Matrix
  /// v, [rows, C].
  public let value: Matrix
  /// u, [C].
  public let bonus: Matrix
  /// w, the logarithm of what a token leaves of those before, [C].
  public let logDecay: Matrix
  /// y, [rows, C], written.
  public let output: Matrix

  /// The activations of one layer application.
  public init(key: Matrix, value: Matrix, bonus: Matrix, logDecay: Matrix, output: Matrix) {
    self.key = key
    self.value = value
    self.bonus = bonus
    self.logDecay = logDecay
    self.output = output
  }
}

extension Kernels {
  /// The WKV recurrence of RWKV-4 for some strips of 16 channels over some rows of a forest, otherwise as `wkv`.
  ///
  ///     y = (a + exp(u + k) · v) / (b + exp(u + k))
  ///     a ← exp(w) · a + exp(k) · v
  ///     b ← exp(w) · b + exp(k)
  ///
  /// for each channel by itself, a and b being kept divided by exp of the greatest exponent so far, so that none overflows.
  ///
  /// Source: RWKV: Reinventing RNNs for the Transformer Era, arXiv 2305.13048, section 3 and appendix D.
  public func wkv4(
    strips: Range<Int>, plan: WKVPlan, rows: Range<Int>, _ input: WKV4Input, states: WKVStates,
    carried: CarriedWKVStates? = nil
  ) {
    let (tokens, columns) = (0..<rows.count, input.output.columns)
    let memory = WKVMemory(head: 0, strips: strips, rows: rows, plan: plan, states, carried)
    let run = unsafe WKV4Run(
      tokens: tokens.count, columns: columns, strips: strips, key: input.key.pointer(tokens),
      value: input.value.pointer(tokens), bonus: input.bonus.vector(columns), logDecay: input.logDecay.vector(columns),
      output: input.output.pointer(tokens), memory: memory)
    guard let simd = simd, columns.isMultiple(of: Self.wkvLanes) else {
      return memory.forEachToken(plan, rows) { token in
        for strip in strips { run.step(token * columns, strip) }
      }
    }
    unsafe plan.withPointers(from: rows.lowerBound) { load, save in
      unsafe withUnsafePointer(to: run.forC(load, save)) {
        unsafe simd.wkv4(strips.lowerBound * Self.wkvLanes, strips.count, $0)
      }
    }
  }
}

/// Addresses and sizes of one call.
@safe private struct WKV4Run {
  let tokens, columns: Int
  let strips: Range<Int>
  let key, value, bonus, logDecay, output: UnsafeMutablePointer<Float>
  let memory: WKVMemory

  func forC(_ load: UnsafePointer<Int32>, _ save: UnsafePointer<Int32>) -> ckernels_wkv {
    unsafe ckernels_wkv(
      tokens: tokens, stride: columns, receptance: nil, decay: logDecay, key: key, value: value, removal: nil,
      removal_rate: nil, out: output, load: load, save: save, state: memory.state, stack: memory.stack,
      carried: memory.carried, carried_stride: memory.carriedStride, bonus: bonus)
  }

  /// The plain twin, for one token; a last strip of fewer than 16 channels is covered too.
  func step(_ row: Int, _ strip: Int) {
    let lanes = Kernels.wkvLanes
    let state = unsafe memory.state + (strip - strips.lowerBound) * 3 * lanes
    for i in 0..<min(lanes, columns - strip * lanes) {
      let c = strip * lanes + i
      let (a, b, p) = unsafe (state[i], state[lanes + i], state[2 * lanes + i])
      let (k, v) = unsafe (key[row + c], value[row + c])
      let own = unsafe bonus[c] + k
      var most = max(p, own)
      var (before, now) = (Float.exp(p - most), Float.exp(own - most))
      unsafe output[row + c] = (before * a + now * v) / (before * b + now)
      let faded = unsafe logDecay[c] + p
      most = max(faded, k)
      (before, now) = (Float.exp(faded - most), Float.exp(k - most))
      unsafe state[i] = before * a + now * v
      unsafe state[lanes + i] = before * b + now
      unsafe state[2 * lanes + i] = most
    }
  }
}

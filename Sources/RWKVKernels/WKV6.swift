internal import CKernels
internal import RealModule

/// The inputs and the output of the WKV recurrence of RWKV-5 and 6 over some rows, [rows, C] each.
public struct WKV6Input: Sendable {
  /// r.
  public let receptance: Matrix
  /// w.
  public let decay: Matrix
  /// k.
  public let key: Matrix
  /// v.
  public let value: Matrix
  /// u, [C].
  public let bonus: Matrix
  /// y, written.
  public let output: Matrix

  /// The activations of one layer application.
  public init(receptance: Matrix, decay: Matrix, key: Matrix, value: Matrix, bonus: Matrix, output: Matrix) {
    self.receptance = receptance
    self.decay = decay
    self.key = key
    self.value = value
    self.bonus = bonus
    self.output = output
  }
}

extension Kernels {
  /// The WKV recurrence of RWKV-5 and 6 for some strips of one head over some rows of a forest, otherwise as `wkv`.
  ///
  ///     y[i]   = Σ_j (S[i,j] + u[j] · k[j] · v[i]) · r[j]
  ///     S[i,j] ← S[i,j] · w[j] + k[j] · v[i]
  ///
  /// with i the value index and j the key index; y uses S before the update.
  ///
  /// Source: Eagle and Finch, arXiv 2404.05892, section 4.
  public func wkv6(
    head: Int, strips: Range<Int>, headSize: Int, plan: WKVPlan, rows: Range<Int>, _ input: WKV6Input,
    states: WKVStates, carried: CarriedWKVStates? = nil
  ) {
    let tokens = 0..<rows.count
    let column = head * headSize
    precondition(column + headSize <= input.output.columns, "head \(head) of \(headSize)")
    let memory = WKVMemory(head: head, strips: strips, rows: rows, plan: plan, states, carried)
    let run = unsafe WKV6Run(
      tokens: tokens.count, stride: input.output.columns, headSize: headSize, strips: strips,
      receptance: input.receptance.pointer(tokens) + column, decay: input.decay.pointer(tokens) + column,
      key: input.key.pointer(tokens) + column, value: input.value.pointer(tokens) + column,
      bonus: input.bonus.vector(input.output.columns) + column, output: input.output.pointer(tokens) + column,
      memory: memory)
    guard let simd = simd(columns: headSize), headSize.isMultiple(of: Self.wkvLanes) else {
      return memory.forEachToken(plan, rows) { token in
        for strip in strips { run.step(token * run.stride, strip) }
      }
    }
    unsafe plan.withPointers(from: rows.lowerBound) { load, save in
      unsafe withUnsafePointer(to: run.forC(load, save)) {
        unsafe simd.wkv6(headSize, strips.lowerBound * Self.wkvLanes, strips.count, $0)
      }
    }
  }

  /// The decay of RWKV-6 from its LoRA, in place: `w ← exp(−exp(w0 + w))`.
  ///
  /// - Parameter bias: w0, [C].
  public func decay(_ x: Matrix, rows: Range<Int>, bias: Matrix) {
    let values = unsafe x.pointer(rows)
    let bias = unsafe bias.vector(x.columns)
    if let simd = fusedSIMD(columns: x.columns) { return unsafe simd.decay(rows.count, x.columns, bias, values) }
    for row in 0..<rows.count {
      for c in 0..<x.columns {
        let i = row * x.columns + c
        unsafe values[i] = Float.exp(-Float.exp(rounding(bias[c] + values[i])))
      }
    }
  }
}

/// Addresses and sizes of one call.
@safe private struct WKV6Run {
  let tokens, stride, headSize: Int
  let strips: Range<Int>
  let receptance, decay, key, value, bonus, output: UnsafeMutablePointer<Float>
  let memory: WKVMemory

  func forC(_ load: UnsafePointer<Int32>, _ save: UnsafePointer<Int32>) -> ckernels_wkv {
    unsafe ckernels_wkv(
      tokens: tokens, stride: stride, receptance: receptance, decay: decay, key: key, value: value, removal: nil,
      removal_rate: nil, out: output, load: load, save: save, state: memory.state, stack: memory.stack,
      carried: memory.carried, carried_stride: memory.carriedStride, bonus: bonus)
  }

  /// The plain twin, for one token; a last strip of fewer than 16 value indices is covered too.
  func step(_ row: Int, _ strip: Int) {
    let lanes = Kernels.wkvLanes
    let state = unsafe memory.state + (strip - strips.lowerBound) * headSize * lanes
    for i in 0..<min(lanes, headSize - strip * lanes) {
      let index = row + strip * lanes + i
      let v = unsafe value[index]
      var y: Float = 0
      for j in 0..<headSize {
        let before = unsafe state[j * lanes + i]
        let added = unsafe v * key[row + j]
        unsafe y += (before + bonus[j] * added) * receptance[row + j]
        unsafe state[j * lanes + i] = before * decay[row + j] + added
      }
      unsafe output[index] = y
    }
  }
}

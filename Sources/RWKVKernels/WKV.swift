internal import CKernels

/// The inputs and the output of the WKV recurrence over some rows, [rows, C] each.
public struct WKVInput: Sendable {
  /// r.
  public let receptance: Matrix
  /// w.
  public let decay: Matrix
  /// Replacement key.
  public let key: Matrix
  /// v.
  public let value: Matrix
  /// kk.
  public let removalKey: Matrix
  /// kk · a.
  public let removalRate: Matrix
  /// y, written.
  public let output: Matrix

  /// The activations of one layer application.
  public init(
    receptance: Matrix, decay: Matrix, key: Matrix, value: Matrix, removalKey: Matrix, removalRate: Matrix,
    output: Matrix
  ) {
    self.receptance = receptance
    self.decay = decay
    self.key = key
    self.value = value
    self.removalKey = removalKey
    self.removalRate = removalRate
    self.output = output
  }
}

extension Kernels {
  /// The WKV recurrence for some strips (16 value indices each) of one head over some rows of a forest, from the states
  /// that the rows before have left.
  ///
  ///     S[i,j] ← S[i,j] · w[j] − (Σ_m S[i,m] · kk[m]) · (kk[j] · a[j]) + v[i] · k[j]
  ///     y[i]   = Σ_j S[i,j] · r[j]
  ///
  /// with i the value index and j the key index; the sum over m uses S before the decay, y uses S after the update.
  /// Rows of S do not depend on each other, so strips and heads are free to run on different threads.
  ///
  /// Source: RWKV-7, arXiv 2503.14456, section 4 (state evolution).
  ///
  /// - Parameters:
  ///   - strips: The same division of a head's strips for all rows of a forest.
  ///   - rows: Rows of the forest; call for the rows before first. Row 0 of the input belongs to the first of them.
  ///   - states: Of these strips, read and written.
  ///   - carried: States at the chains' starts, replaced by those at their ends; with a plan that carries states.
  public func wkv(
    head: Int, strips: Range<Int>, headSize: Int, plan: WKVPlan, rows: Range<Int>, _ input: WKVInput, states: WKVStates,
    carried: CarriedWKVStates? = nil
  ) {
    let tokens = 0..<rows.count
    let column = head * headSize
    precondition(column + headSize <= input.output.columns, "head \(head) of \(headSize)")
    let memory = WKVMemory(head: head, strips: strips, rows: rows, plan: plan, states, carried)
    let run = unsafe WKVRun(
      tokens: tokens.count, stride: input.output.columns, headSize: headSize, strips: strips,
      receptance: input.receptance.pointer(tokens) + column, decay: input.decay.pointer(tokens) + column,
      key: input.key.pointer(tokens) + column, value: input.value.pointer(tokens) + column,
      removalKey: input.removalKey.pointer(tokens) + column, removalRate: input.removalRate.pointer(tokens) + column,
      output: input.output.pointer(tokens) + column, memory: memory)
    guard let simd = simd(columns: headSize), headSize.isMultiple(of: Self.wkvLanes),
      headSize <= CKERNELS_WKV_WIDEST_HEAD
    else {
      return memory.forEachToken(plan, rows) { token in
        for strip in strips { run.step(token * run.stride, strip) }
      }
    }
    unsafe plan.withPointers(from: rows.lowerBound) { load, save in
      unsafe withUnsafePointer(to: run.forC(load, save)) {
        unsafe simd.wkv(headSize, strips.lowerBound * Self.wkvLanes, strips.count, $0)
      }
    }
  }
}

/// Addresses and sizes of one call.
@safe struct WKVRun {
  let tokens, stride, headSize: Int
  let strips: Range<Int>
  let receptance, decay, key, value, removalKey, removalRate: UnsafeMutablePointer<Float>
  let output: UnsafeMutablePointer<Float>
  let memory: WKVMemory

  func forC(_ load: UnsafePointer<Int32>, _ save: UnsafePointer<Int32>) -> ckernels_wkv {
    unsafe ckernels_wkv(
      tokens: tokens, stride: stride, receptance: receptance, decay: decay, key: key, value: value,
      removal: removalKey, removal_rate: removalRate, out: output, load: load, save: save, state: memory.state,
      stack: memory.stack, carried: memory.carried, carried_stride: memory.carriedStride, bonus: nil)
  }

  /// The plain twin, for one token; a last strip of fewer than 16 value indices is covered too.
  func step(_ row: Int, _ strip: Int) {
    let lanes = Kernels.wkvLanes
    let state = unsafe memory.state + (strip - strips.lowerBound) * headSize * lanes
    for i in 0..<min(lanes, headSize - strip * lanes) {
      let index = row + strip * lanes + i
      var removed: Float = 0
      for j in 0..<headSize { unsafe removed += state[j * lanes + i] * removalKey[row + j] }
      let v = unsafe value[index]
      var y: Float = 0
      for j in 0..<headSize {
        let s = unsafe state[j * lanes + i] * decay[row + j] - removed * removalRate[row + j] + v * key[row + j]
        unsafe state[j * lanes + i] = s
        unsafe y += s * receptance[row + j]
      }
      unsafe output[index] = y
    }
  }
}

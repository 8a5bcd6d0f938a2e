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

/// WKV states at the ends of chains, kept from one pass to another.
public struct CarriedWKVStates: Sendable {
  /// [chains · heads · strips, headSize · 16].
  public let matrix: Matrix
  let stripsPerChain: Int

  /// States of zeros.
  public init(chains: Int, heads: Int, headSize: Int) {
    stripsPerChain = heads * Kernels.wkvStrips(headSize: headSize)
    matrix = Matrix(rows: chains * stripsPerChain, columns: headSize * Kernels.wkvLanes)
  }
}

extension CarriedWKVStates {
  /// The same state for every chain.
  ///
  /// - Parameter start: S [heads, headSize, headSize], value index before key index.
  public init(chains: Int, heads: Int, headSize: Int, start: [Float]) {
    self.init(chains: chains, heads: heads, headSize: headSize)
    precondition(start.count == heads * headSize * headSize, "\(start.count) numbers for \(heads) heads of \(headSize)")
    let (lanes, strips) = (Kernels.wkvLanes, Kernels.wkvStrips(headSize: headSize))
    for row in 0..<matrix.rows {
      let (head, strip) = (row % stripsPerChain / strips, row % strips)
      matrix.withMutableSpan(rows: row..<(row + 1)) { numbers in
        for value in strip * lanes..<min((strip + 1) * lanes, headSize) {
          for key in 0..<headSize {
            numbers[key * lanes + value - strip * lanes] = start[(head * headSize + value) * headSize + key]
          }
        }
      }
    }
  }
}

/// The states of all heads on their way through a forest, and the copies of them at branch points.
public struct WKVStates: Sendable {
  /// [heads, strips · (1 + slots) · headSize · 16].
  let matrix: Matrix
  /// Floats of a strip's state with its copies.
  let stripStride: Int

  /// Memory for the recurrence over a forest.
  public init(heads: Int, headSize: Int, plan: WKVPlan) {
    stripStride = (plan.slots + 1) * headSize * Kernels.wkvLanes
    matrix = Matrix(rows: heads, columns: Kernels.wkvStrips(headSize: headSize) * stripStride)
  }
}

extension Kernels {
  /// Value indices of a head that are updated together.
  public static let wkvLanes = Int(CKERNELS_WKV_LANES)

  /// Number of strips of a head.
  public static func wkvStrips(headSize: Int) -> Int { (headSize + wkvLanes - 1) / wkvLanes }

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
    let stripCount = headSize * Self.wkvLanes
    let allStrips = Self.wkvStrips(headSize: headSize)
    precondition(rows.lowerBound >= 0 && rows.upperBound <= plan.load.count, "rows \(rows) of \(plan.load.count)")
    precondition(
      column + headSize <= input.output.columns && strips.upperBound <= allStrips, "head \(head), strips \(strips)")
    precondition(states.stripStride == (plan.slots + 1) * stripCount, "states for another plan")
    let own = unsafe states.matrix.pointer(head..<(head + 1)) + strips.lowerBound * states.stripStride
    let start = (head * allStrips + strips.lowerBound) * stripCount
    let run = unsafe WKVRun(
      tokens: tokens.count, stride: input.output.columns, headSize: headSize, strips: strips,
      receptance: input.receptance.pointer(tokens) + column, decay: input.decay.pointer(tokens) + column,
      key: input.key.pointer(tokens) + column, value: input.value.pointer(tokens) + column,
      removalKey: input.removalKey.pointer(tokens) + column, removalRate: input.removalRate.pointer(tokens) + column,
      output: input.output.pointer(tokens) + column, state: own, stack: own + strips.count * stripCount,
      carried: carried.map { unsafe $0.matrix.base + start },
      carriedStride: (carried?.stripsPerChain ?? 0) * stripCount)
    guard let simd = simd(columns: headSize), headSize.isMultiple(of: Self.wkvLanes),
      headSize <= CKERNELS_WKV_WIDEST_HEAD
    else { return run.applyPlain(plan, firstRow: rows.lowerBound) }
    unsafe plan.load.withUnsafeBufferPointer { load in
      unsafe plan.save.withUnsafeBufferPointer { save in
        guard let load = load.baseAddress, let save = save.baseAddress else { return }
        unsafe withUnsafePointer(to: run.forC(load + rows.lowerBound, save + rows.lowerBound)) {
          unsafe simd.wkv(headSize, strips.lowerBound * Self.wkvLanes, strips.count, $0)
        }
      }
    }
  }
}

/// Addresses and sizes of one call.
@safe struct WKVRun {
  let tokens, stride, headSize: Int
  let strips: Range<Int>
  let receptance, decay, key, value, removalKey, removalRate: UnsafeMutablePointer<Float>
  let output, state, stack: UnsafeMutablePointer<Float>
  let carried: UnsafeMutablePointer<Float>?
  let carriedStride: Int

  func forC(_ load: UnsafePointer<Int32>, _ save: UnsafePointer<Int32>) -> ckernels_wkv {
    unsafe ckernels_wkv(
      tokens: tokens, stride: stride, receptance: receptance, decay: decay, key: key, value: value,
      removal: removalKey, removal_rate: removalRate, out: output, load: load, save: save, state: state, stack: stack,
      carried: carried, carried_stride: carriedStride)
  }

  /// The plain twin; a last strip of fewer than 16 value indices is covered too.
  func applyPlain(_ plan: WKVPlan, firstRow: Int) {
    for token in 0..<tokens {
      load(plan.load[firstRow + token])
      for strip in strips { step(token * stride, strip) }
      save(plan.save[firstRow + token])
    }
  }

  private func step(_ row: Int, _ strip: Int) {
    let lanes = Kernels.wkvLanes
    let state = unsafe state + (strip - strips.lowerBound) * headSize * lanes
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

  private var stateCount: Int { strips.count * headSize * Kernels.wkvLanes }

  private func load(_ source: Int32) {
    if source == WKVPlan.zero {
      unsafe state.update(repeating: 0, count: stateCount)
    } else if source >= 0 {
      unsafe state.update(from: stack + Int(source) * stateCount, count: stateCount)
    } else if source <= -3, let carried = unsafe carried {
      unsafe state.update(from: carried + Int(-3 - source) * carriedStride, count: stateCount)
    }
  }

  private func save(_ target: Int32) {
    if target >= 0 {
      unsafe (stack + Int(target) * stateCount).update(from: state, count: stateCount)
    } else if target <= -3, let carried = unsafe carried {
      unsafe (carried + Int(-3 - target) * carriedStride).update(from: state, count: stateCount)
    }
  }
}

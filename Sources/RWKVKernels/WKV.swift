internal import CKernels

/// The inputs and the output of the WKV recurrence, [tokens, C] each.
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

extension Kernels {
  /// Value indices of a head that are updated together.
  public static let wkvLanes = 16

  /// Number of strips of a head.
  public static func wkvStrips(headSize: Int) -> Int { (headSize + wkvLanes - 1) / wkvLanes }

  /// Floats of scratch memory that one worker needs for `wkv` on all strips of a head.
  public static func wkvScratchCount(headSize: Int, plan: WKVPlan) -> Int {
    (plan.slots + 1) * headSize * wkvLanes * wkvStrips(headSize: headSize)
  }

  /// The WKV recurrence for some strips (16 value indices each) of one head over a whole forest.
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
  ///   - scratch: At least `wkvScratchCount` values, of this worker alone.
  ///   - carried: States at the chains' starts, replaced by those at their ends; with a plan that carries states.
  public func wkv(
    head: Int, strips: Range<Int>, headSize: Int, plan: WKVPlan, _ input: WKVInput, scratch: Matrix,
    carried: CarriedWKVStates? = nil
  ) {
    let tokens = 0..<plan.load.count
    let column = head * headSize
    let stripCount = headSize * Self.wkvLanes
    let allStrips = Self.wkvStrips(headSize: headSize)
    precondition(
      column + headSize <= input.output.columns && strips.upperBound <= allStrips, "head \(head), strips \(strips)")
    precondition(scratch.count >= Self.wkvScratchCount(headSize: headSize, plan: plan), "\(scratch.count) of scratch")
    let start = (head * allStrips + strips.lowerBound) * stripCount
    let run = unsafe WKVRun(
      tokens: tokens.count, stride: input.output.columns, headSize: headSize, strips: strips,
      receptance: input.receptance.pointer(tokens) + column, decay: input.decay.pointer(tokens) + column,
      key: input.key.pointer(tokens) + column, value: input.value.pointer(tokens) + column,
      removalKey: input.removalKey.pointer(tokens) + column, removalRate: input.removalRate.pointer(tokens) + column,
      output: input.output.pointer(tokens) + column, state: scratch.base,
      stack: scratch.base + strips.count * stripCount, carried: carried.map { unsafe $0.matrix.base + start },
      carriedStride: (carried?.stripsPerChain ?? 0) * stripCount)
    guard level != .plain && headSize.isMultiple(of: Self.wkvLanes) else { return run.applyPlain(plan) }
    #if arch(x86_64)
      let kernel = unsafe level == .avx512 ? ckernels_wkv_avx512 : ckernels_wkv_avx2
      unsafe plan.load.withUnsafeBufferPointer { load in
        unsafe plan.save.withUnsafeBufferPointer { save in
          unsafe withUnsafePointer(to: run.forC(load.baseAddress, save.baseAddress)) {
            unsafe kernel(headSize, strips.lowerBound * Self.wkvLanes, strips.count, $0)
          }
        }
      }
    #endif
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

  #if arch(x86_64)
    func forC(_ load: UnsafePointer<Int32>?, _ save: UnsafePointer<Int32>?) -> ckernels_wkv {
      unsafe ckernels_wkv(
        tokens: tokens, stride: stride, receptance: receptance, decay: decay, key: key, value: value,
        removal: removalKey, removal_rate: removalRate, out: output, load: load, save: save, state: state, stack: stack,
        carried: carried, carried_stride: carriedStride)
    }
  #endif

  /// The plain twin; a last strip of fewer than 16 value indices is covered too.
  func applyPlain(_ plan: WKVPlan) {
    for token in 0..<tokens {
      load(plan.load[token])
      for strip in strips { step(token * stride, strip) }
      save(plan.save[token])
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

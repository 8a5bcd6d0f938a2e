internal import CKernels
internal import RealModule

/// The vectors of a layer that `Kernels.timeMixGates` reads, [C] each.
public struct TimeMixGateWeights: Sendable {
  /// w0.
  public let decayBias: Matrix
  /// a0.
  public let rateBias: Matrix
  /// v0; nil in a layer without value residual.
  public let valueBias: Matrix?
  /// k_k.
  public let removalScale: Matrix
  /// k_a.
  public let replacementScale: Matrix

  /// The five vectors.
  public init(
    decayBias: Matrix, rateBias: Matrix, valueBias: Matrix?, removalScale: Matrix, replacementScale: Matrix
  ) {
    self.decayBias = decayBias
    self.rateBias = rateBias
    self.valueBias = valueBias
    self.removalScale = removalScale
    self.replacementScale = replacementScale
  }
}

/// The value residual of one application: v + (v_first − v) · σ(v0 + gate).
public struct ValueResidualInput: Sendable {
  /// Output of the value LoRA, [≥ rows.count, C]; row 0 belongs to the first row computed.
  public let gate: Matrix
  /// v_first, [·, C].
  public let firstValue: Matrix
  /// The rows of `firstValue` that belong to the rows computed.
  public let firstValueRows: Range<Int>

  /// The two inputs.
  public init(gate: Matrix, firstValue: Matrix, firstValueRows: Range<Int>) {
    self.gate = gate
    self.firstValue = firstValue
    self.firstValueRows = firstValueRows
  }
}

extension Kernels {
  /// From the projections to what the WKV recurrence reads, in place, [tokens, C] each, in heads of `headSize`.
  ///
  ///     w  ← exp(−e^(−½) · σ(w0 + w))            decay
  ///     a  = σ(a0 + a)                           in-context learning rate
  ///     kk ← k · k_k, L2-normalised per head     removal key (from the raw k; norm floored at 1e-12)
  ///     a  ← kk · a
  ///     k  ← k · (1 + (a − 1) · k_a)             replacement key
  ///     v  ← v + (v_first − v) · σ(v0 + gate)    value residual, if any
  ///
  /// Source: RWKV-7, arXiv 2503.14456, section 4.
  public func timeMixGates(
    rows: Range<Int>, headSize: Int, weights: TimeMixGateWeights, residual: ValueResidualInput?, decay: Matrix,
    rate: Matrix, key: Matrix, value: Matrix, removalKey: Matrix
  ) {
    let columns = key.columns
    precondition(columns.isMultiple(of: headSize), "\(columns) columns in heads of \(headSize)")
    precondition(residual == nil || weights.valueBias != nil, "a value residual needs v0")
    precondition(residual.map { $0.firstValueRows.count == rows.count } ?? true, "rows of v_first")
    let gates = unsafe TimeMixGateRows(
      decayBias: weights.decayBias.vector(columns), rateBias: weights.rateBias.vector(columns),
      valueBias: weights.valueBias?.vector(columns), removalScale: weights.removalScale.vector(columns),
      replacementScale: weights.replacementScale.vector(columns), valueGate: residual?.gate.pointer(0..<rows.count),
      firstValue: residual.map { unsafe $0.firstValue.pointer($0.firstValueRows) }, decay: decay.pointer(rows),
      rate: rate.pointer(rows),
      key: key.pointer(rows), value: value.pointer(rows), removalKey: removalKey.pointer(rows))
    guard let simd = fusedSIMD(columns: headSize) else {
      for row in 0..<rows.count {
        for head in 0..<(columns / headSize) {
          gates.applyPlain(row: row * columns, column: head * headSize, headSize: headSize, rounding)
        }
      }
      return
    }
    unsafe withUnsafePointer(to: gates.forC) {
      unsafe simd.time_mix_gates(rows.count, columns / headSize, headSize, $0)
    }
  }
}

/// Addresses of the rows and vectors that `timeMixGates` works on.
@safe struct TimeMixGateRows {
  let decayBias, rateBias: UnsafePointer<Float>
  let valueBias: UnsafeMutablePointer<Float>?
  let removalScale, replacementScale: UnsafePointer<Float>
  let valueGate, firstValue: UnsafeMutablePointer<Float>?
  let decay, rate, key, value, removalKey: UnsafeMutablePointer<Float>

  var forC: ckernels_gates {
    unsafe ckernels_gates(
      decay_bias: decayBias, rate_bias: rateBias, value_bias: valueBias, removal_scale: removalScale,
      replacement_scale: replacementScale, value_gate: valueGate, first_value: firstValue, decay: decay, rate: rate,
      key: key, value: value, removal_key: removalKey)
  }

  /// The plain twin, for one head of one row that starts at an offset; the decay stays fp32.
  func applyPlain(row: Int, column: Int, headSize: Int, _ rounded: Rounding?) {
    var squares: Float = 0
    for c in column..<(column + headSize) {
      let u = unsafe rounded(key[row + c] * removalScale[c])
      squares += u * u
    }
    let inverse = 1 / max(rounded(squares.squareRoot()), 1e-12)
    for c in column..<(column + headSize) {
      let i = row + c
      unsafe decay[i] = Float.exp(-0.606_530_66 * sigmoidPlain(rounded(decayBias[c] + decay[i])))
      let a = unsafe rounded(sigmoidPlain(rounded(rateBias[c] + rate[i])))
      let k = unsafe key[i]
      let kk = unsafe rounded(rounded(k * removalScale[c]) * inverse)
      unsafe removalKey[i] = kk
      unsafe rate[i] = rounded(kk * a)
      unsafe key[i] = rounded(k * rounded(1 + rounded(rounded(a - 1) * replacementScale[c])))
      if let firstValue = unsafe firstValue, let gate = unsafe valueGate, let bias = unsafe valueBias {
        let share = unsafe rounded(sigmoidPlain(rounded(bias[c] + gate[i])))
        unsafe value[i] = rounded(value[i] + rounded(rounded(firstValue[i] - value[i]) * share))
      }
    }
  }
}

internal import CKernels

/// What `Kernels.timeMixOutput` reads besides the WKV output.
public struct TimeMixOutputInput: Sendable {
  /// ln_x weight, [C].
  public let weight: Matrix
  /// ln_x bias, [C].
  public let bias: Matrix
  /// r_k, [C].
  public let bonus: Matrix
  /// r, [tokens, C].
  public let receptance: Matrix
  /// Replacement key, [tokens, C].
  public let key: Matrix
  /// Mixed v, [tokens, C].
  public let value: Matrix
  /// g, [tokens, C].
  public let gate: Matrix
  /// ε of the head norm.
  public let epsilon: Float

  /// The layer's vectors and the application's activations.
  public init(
    weight: Matrix, bias: Matrix, bonus: Matrix, receptance: Matrix, key: Matrix, value: Matrix, gate: Matrix,
    epsilon: Float = officialHeadNormEpsilon
  ) {
    self.weight = weight
    self.bias = bias
    self.bonus = bonus
    self.receptance = receptance
    self.key = key
    self.value = value
    self.gate = gate
    self.epsilon = epsilon
  }
}

extension Kernels {
  /// From the WKV output to the input of the output projection, in place, per head:
  /// `y ← (GroupNorm(y) · ln_x + (Σ_j r_j k_j r_k,j) · v) · g`, with the input's ε.
  ///
  /// Source: RWKV-7, arXiv 2503.14456, section 4 (bonus and output).
  public func timeMixOutput(rows: Range<Int>, headSize: Int, _ input: TimeMixOutputInput, y: Matrix) {
    let columns = y.columns
    precondition(columns.isMultiple(of: headSize), "\(columns) columns in heads of \(headSize)")
    // The recurrence sums in fp32; here its result is read for the first time.
    round(y, rows: rows)
    let view = unsafe TimeMixOutputRows(
      weight: input.weight.vector(columns), bias: input.bias.vector(columns), bonus: input.bonus.vector(columns),
      receptance: input.receptance.pointer(rows), key: input.key.pointer(rows), value: input.value.pointer(rows),
      gate: input.gate.pointer(rows), epsilon: input.epsilon, y: y.pointer(rows))
    guard let simd = fusedSIMD(columns: headSize) else {
      for row in 0..<rows.count {
        for head in 0..<(columns / headSize) {
          view.applyPlain(row: row * columns, column: head * headSize, headSize: headSize, rounding)
        }
      }
      return
    }
    unsafe withUnsafePointer(to: view.forC) {
      unsafe simd.time_mix_output(rows.count, columns / headSize, headSize, $0, view.y)
    }
  }
}

/// ε of the official models' head norm: 1e-5 times 64, also where heads are not 64 wide.
public let officialHeadNormEpsilon: Float = 64e-5

/// Addresses of the rows and vectors that `timeMixOutput` works on.
@safe struct TimeMixOutputRows {
  let weight, bias, bonus, receptance, key, value, gate: UnsafePointer<Float>
  let epsilon: Float
  let y: UnsafeMutablePointer<Float>

  var forC: ckernels_output {
    unsafe ckernels_output(
      weight: weight, bias: bias, bonus: bonus, receptance: receptance, key: key, value: value, gate: gate,
      epsilon: epsilon)
  }

  /// The plain twin, for one head of one row that starts at an offset.
  func applyPlain(row: Int, column: Int, headSize: Int, _ rounded: Rounding?) {
    let head = column..<(column + headSize)
    var sum: Float = 0
    var dot: Float = 0
    for c in head {
      unsafe sum += y[row + c]
      unsafe dot += rounded(rounded(receptance[row + c] * key[row + c]) * bonus[c])
    }
    let mean = sum / Float(headSize)
    var squares: Float = 0
    for c in head { unsafe squares += (y[row + c] - mean) * (y[row + c] - mean) }
    let scale = 1 / (squares / Float(headSize) + epsilon).squareRoot()
    dot = rounded(dot)
    for c in head {
      let normed = unsafe rounded((y[row + c] - mean) * scale * weight[c] + bias[c])
      unsafe y[row + c] = rounded(rounded(normed + rounded(dot * value[row + c])) * gate[row + c])
    }
  }
}

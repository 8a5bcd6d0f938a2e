internal import CKernels

extension Kernels {
  /// Token shift and its mixes: `out_i = x + (x_previous − x) · mix_i`, where the previous token is the parent in the
  /// token forest.
  ///
  /// Source: RWKV-7, arXiv 2503.14456, section 4.1 (token shift); RWKV-6, arXiv 2404.05892, section 4.2 (data-dependent).
  ///
  /// - Parameters:
  ///   - x: [tokens, C], all rows of the forest.
  ///   - rows: The rows to compute.
  ///   - parents: Row of each token's predecessor; −1 − c at the root of chain c.
  ///   - beforeRoot: [chains, C], what stands before the roots; nil for zeros.
  ///   - mixes: [C] each.
  ///   - outputs: [≥ rows.count, C] each; row 0 belongs to the first of `rows`.
  ///   - isAdded: Whether the outputs hold, at the start, what is added to the mixes row by row, as RWKV-6 has it.
  public func shiftMix(
    _ x: Matrix, rows: Range<Int>, parents: [Int32], beforeRoot: Matrix? = nil, mixes: [Matrix],
    into outputs: [Matrix], addingOutputs isAdded: Bool = false
  ) {
    precondition(mixes.count == outputs.count && rows.upperBound <= parents.count, "\(mixes.count) mixes, rows \(rows)")
    let columns = x.columns
    let input = unsafe x.pointer(0..<rows.upperBound)
    precondition(beforeRoot.map { $0.columns == columns } ?? true, "rows before the roots of other width")
    let before = unsafe beforeRoot.map { unsafe UnsafePointer($0.base) }
    guard let simd = fusedSIMD(columns: columns) else {
      for (mix, output) in zip(mixes, outputs) {
        unsafe shiftMixPlain(
          rows, columns, input, parents, before, mix.vector(columns), output.pointer(0..<rows.count), rounding,
          addingOutput: isAdded)
      }
      return
    }
    let mixPointers = unsafe mixes.map { unsafe UnsafePointer<Float>?($0.vector(columns)) }
    let outPointers = unsafe outputs.map { unsafe UnsafeMutablePointer<Float>?($0.pointer(0..<rows.count)) }
    let kernel = unsafe isAdded ? simd.shift_mix_by : simd.shift_mix
    unsafe kernel?(
      rows.lowerBound, rows.count, columns, input, parents, before, mixes.count, mixPointers, outPointers)
  }
}

func shiftMixPlain(
  _ rows: Range<Int>, _ columns: Int, _ x: UnsafePointer<Float>, _ parents: [Int32], _ before: UnsafePointer<Float>?,
  _ mix: UnsafePointer<Float>, _ out: UnsafeMutablePointer<Float>, _ rounded: Rounding?, addingOutput isAdded: Bool
) {
  for row in rows {
    let parent = Int(parents[row])
    for column in 0..<columns {
      let now = unsafe x[row * columns + column]
      let previous =
        unsafe parent >= 0
        ? x[parent * columns + column] : before.map { unsafe $0[(-1 - parent) * columns + column] } ?? 0
      let index = (row - rows.lowerBound) * columns + column
      let share = unsafe isAdded ? rounded(mix[column] + out[index]) : mix[column]
      unsafe out[index] = rounded(now + rounded(rounded(previous - now) * share))
    }
  }
}

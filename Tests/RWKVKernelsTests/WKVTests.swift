import RWKVKernels
import Testing

@Suite struct WKVTests {
  /// The recurrence as written in the paper, in double precision, for one head along one path of rows.
  private func reference(_ input: WKVInput, path: [Int], column: Int, size: Int) -> [[Double]] {
    var state = [[Double]](repeating: Array(repeating: 0, count: size), count: size)
    return path.map { row in
      func at(_ matrix: Matrix, _ index: Int) -> Double { Double(matrix[row, column + index]) }
      return (0..<size).map { i in
        let removed = (0..<size).reduce(0.0) { $0 + state[i][$1] * at(input.removalKey, $1) }
        var y = 0.0
        for j in 0..<size {
          state[i][j] =
            state[i][j] * at(input.decay, j) - removed * at(input.removalRate, j) + at(input.value, i)
            * at(input.key, j)
          y += state[i][j] * at(input.receptance, j)
        }
        return y
      }
    }
  }

  private func input(tokens: Int, columns: Int) -> WKVInput {
    var generator = SeededGenerator(seed: 6)
    func matrix(_ range: ClosedRange<Float>) -> Matrix {
      .random(rows: tokens, columns: columns, in: range, using: &generator)
    }
    return WKVInput(
      receptance: matrix(-1...1), decay: matrix(0.55...1), key: matrix(-1...1), value: matrix(-1...1),
      removalKey: matrix(-0.1...0.1), removalRate: matrix(-0.1...0.1), output: matrix(0...0))
  }

  private func run(
    _ input: WKVInput, _ plan: WKVPlan, heads: Int, size: Int, level: SIMDLevel, carried: CarriedWKVStates? = nil
  ) {
    let states = WKVStates(WKVStateShape(heads: heads, headSize: size), plan: plan)
    for head in 0..<heads {
      let strips = Kernels.wkvStrips(headSize: size)
      // All strips but the last at once, then the last: any cut gives the same.
      for part in [0..<(strips - 1), (strips - 1)..<strips] where !part.isEmpty {
        Kernels(level: level).wkv(
          head: head, strips: part, headSize: size, plan: plan, rows: 0..<input.output.rows, input, states: states,
          carried: carried)
      }
    }
  }

  @Test(arguments: SIMDLevel.available, [64, 32, 16, 48, 2, 5, 20, 128])
  func `every path of a branching forest equals the recurrence on that path alone`(level: SIMDLevel, size: Int) {
    // Two trees; the first branches at rows 1 and 3, the last branch returns to row 1.
    let parents: [Int32] = [-1, 0, 1, 2, 3, 4, 3, 6, 1, 8, -2, 10]
    let input = input(tokens: parents.count, columns: 2 * size)
    let plan = WKVPlan(parents: parents)
    #expect(plan.slots == 2)
    run(input, plan, heads: 2, size: size, level: level)
    for path in [[0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 6, 7], [0, 1, 8, 9], [10, 11]] {
      for head in 0..<2 {
        let expected = reference(input, path: path, column: head * size, size: size)
        for (row, values) in zip(path, expected) {
          let scale = values.map(abs).max() ?? 1
          for (index, value) in values.enumerated() {
            // Measured: at most 5.9e-6, and below 5e-6 of the largest output of every row.
            #expect(abs(Double(input.output[row, head * size + index]) - value) < 5e-6 * max(scale, 1))
          }
        }
      }
    }
  }

  @Test(arguments: SIMDLevel.available, [64, 5])
  func `chains cut in two with carried states equal the chains in one piece`(level: SIMDLevel, size: Int) {
    let whole = input(tokens: 8, columns: size)
    run(whole, WKVPlan(parents: [-1, 0, 1, 2, -2, 4, 5, 6]), heads: 1, size: size, level: level)
    let carried = CarriedWKVStates(chains: 2, shape: WKVStateShape(heads: 1, headSize: size))
    for half in 0..<2 {
      func rows(_ matrix: Matrix) -> Matrix {
        let part = Matrix(rows: 4, columns: size)
        for (row, source) in [0, 1, 4, 5].enumerated() {
          part.copyRows(row..<(row + 1), from: matrix, (source + 2 * half)..<(source + 2 * half + 1))
        }
        return part
      }
      let part = WKVInput(
        receptance: rows(whole.receptance), decay: rows(whole.decay), key: rows(whole.key), value: rows(whole.value),
        removalKey: rows(whole.removalKey), removalRate: rows(whole.removalRate), output: Matrix(rows: 4, columns: size)
      )
      run(
        part, WKVPlan(parents: [-1, 0, -2, 2], carriesStates: true), heads: 1, size: size, level: level,
        carried: carried)
      #expect(part.output.values == rows(whole.output).values)
    }
  }
}

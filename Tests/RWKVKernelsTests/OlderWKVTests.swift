import Foundation
import RWKVKernels
import Testing

/// The recurrences of RWKV-4 to 6, beside their formulas in double precision.
@Suite struct OlderWKVTests {
  /// Two trees; the first branches at rows 1 and 3, the last branch returns to row 1.
  private static let parents: [Int32] = [-1, 0, 1, 2, 3, 4, 3, 6, 1, 8, -2, 10]
  private static let paths = [[0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 6, 7], [0, 1, 8, 9], [10, 11]]

  private func matrices(_ count: Int, rows: Int = parents.count, columns: Int, _ range: ClosedRange<Float>) -> [Matrix]
  {
    var generator = SeededGenerator(seed: UInt64(8 + rows))
    return (0..<count).map { _ in .random(rows: rows, columns: columns, in: range, using: &generator) }
  }

  @Test(arguments: SIMDLevel.available, [64, 16, 48, 5, 20, 128])
  func `RWKV-5 and 6 equal their formula on every path of a branching forest`(level: SIMDLevel, size: Int) {
    let columns = 2 * size
    let values = matrices(4, columns: columns, 0.1...0.9)
    let input = WKV6Input(
      receptance: values[0], decay: values[1], key: values[2], value: values[3],
      bonus: matrices(1, rows: 1, columns: columns, -1...1)[0], output: Matrix(rows: 12, columns: columns))
    let (plan, shape) = (WKVPlan(parents: Self.parents), WKVStateShape(heads: 2, headSize: size))
    let states = WKVStates(shape, plan: plan)
    for head in 0..<2 {
      for strips in [0..<(shape.strips - 1), (shape.strips - 1)..<shape.strips] where !strips.isEmpty {
        Kernels(level: level).wkv6(
          head: head, strips: strips, headSize: size, plan: plan, rows: 0..<12, input, states: states)
      }
    }
    for path in Self.paths {
      for column in [0, size] {
        var state = [[Double]](repeating: Array(repeating: 0, count: size), count: size)
        for row in path {
          func at(_ matrix: Matrix, _ index: Int) -> Double { Double(matrix[row, column + index]) }
          for i in 0..<size {
            var y = 0.0
            for j in 0..<size {
              let added = at(input.key, j) * at(input.value, i)
              y += (state[i][j] + Double(input.bonus[0, column + j]) * added) * at(input.receptance, j)
              state[i][j] = state[i][j] * at(input.decay, j) + added
            }
            #expect(abs(at(input.output, i) - y) < 2e-6 * max(1, abs(y)), "row \(row)")
          }
        }
      }
    }
  }

  @Test(arguments: SIMDLevel.available, [(64, 1), (64, 60), (48, 60), (16, 1), (5, 60), (20, 1)])
  func `RWKV-4 equals its formula, however large the keys are`(level: SIMDLevel, size: (columns: Int, scale: Float)) {
    let (columns, scale) = size
    let values = matrices(2, columns: columns, -1...1)
    for row in 0..<12 {
      for column in 0..<columns { values[0][row, column] *= scale }
    }
    let vectors = matrices(2, rows: 1, columns: columns, -1.5 ... -0.1)
    let input = WKV4Input(
      key: values[0], value: values[1], bonus: vectors[0], logDecay: vectors[1],
      output: Matrix(rows: 12, columns: columns))
    let (plan, shape) = (WKVPlan(parents: Self.parents), WKVStateShape(channels: columns))
    let states = WKVStates(shape, plan: plan)
    for strip in 0..<shape.strips {
      Kernels(level: level).wkv4(strips: strip..<(strip + 1), plan: plan, rows: 0..<12, input, states: states)
    }
    for path in Self.paths {
      for c in 0..<columns {
        var (a, b) = (0.0, 0.0)
        for row in path {
          let (k, v) = (Double(input.key[row, c]), Double(input.value[row, c]))
          let own = exp(Double(input.bonus[0, c]) + k)
          let y = (a + own * v) / (b + own)
          #expect(abs(Double(input.output[row, c]) - y) < 2e-5, "row \(row), channel \(c)")
          let fade = exp(Double(input.logDecay[0, c]))
          (a, b) = (fade * a + exp(k) * v, fade * b + exp(k))
        }
      }
    }
  }

  @Test(arguments: SIMDLevel.available, [16, 20])
  func `RWKV-4's carried states begin as those of chains do`(level: SIMDLevel, columns: Int) {
    let values = matrices(2, columns: columns, -1...1)
    let vectors = matrices(2, rows: 1, columns: columns, -1...0)
    let shape = WKVStateShape(channels: columns)
    let outputs = [false, true].map { isCarried in
      let plan = WKVPlan(parents: Array(-1..<11), carriesStates: isCarried)
      let input = WKV4Input(
        key: values[0], value: values[1], bonus: vectors[0], logDecay: vectors[1],
        output: Matrix(rows: 12, columns: columns))
      Kernels(level: level).wkv4(
        strips: 0..<shape.strips, plan: plan, rows: 0..<12, input, states: WKVStates(shape, plan: plan),
        carried: isCarried ? CarriedWKVStates(chains: 1, shape: shape) : nil)
      return (0..<12).map { input.output.row($0) }
    }
    #expect(outputs[0] == outputs[1])
  }

  @Test(arguments: SIMDLevel.available, [16, 24, 5])
  func `a token shift adds what its outputs hold to the mixes`(level: SIMDLevel, columns: Int) {
    let x = matrices(1, columns: columns, -1...1)[0]
    let mix = matrices(1, rows: 1, columns: columns, 0...1)[0]
    let added = matrices(1, rows: 4, columns: columns, -1...1)[0]
    let output = Matrix(rows: 4, columns: columns)
    output.copyRows(0..<4, from: added)
    Kernels(level: level).shiftMix(
      x, rows: 2..<6, parents: Self.parents, mixes: [mix], into: [output], addingOutputs: true)
    for row in 0..<4 {
      for c in 0..<columns {
        let previous = x[Int(Self.parents[row + 2]), c]
        let expected = x[row + 2, c] + (previous - x[row + 2, c]) * (mix[0, c] + added[row, c])
        #expect(abs(output[row, c] - expected) < 1e-6)
      }
    }
  }
}

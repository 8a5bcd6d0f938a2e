import RWKVKernels

/// The speed of OpenBLAS's SGEMM as the engine uses it: independent single-threaded calls, one block of rows each, at once
/// on all threads of a team.
struct SGEMMPeak {
  /// One product.
  struct Size: Sendable, Hashable {
    /// Rows of a block, inputs and outputs of the weights.
    let rows, inputs, outputs: Int

    var flops: Double { 2 * Double(rows) * Double(inputs) * Double(outputs) }
    var description: String { "\(rows)x\(inputs)x\(outputs)" }
  }

  /// How fast it was, and at which size.
  struct Speed: Sendable, Hashable {
    let gflops: Double
    /// The same by processor time, which other programs on the machine take nothing of.
    let gflopsByProcessorTime: Double
    let size: Size
  }

  /// The sizes tried.
  static let sizes: [Size] = [
    Size(rows: 384, inputs: 768, outputs: 768), Size(rows: 384, inputs: 768, outputs: 3072),
    Size(rows: 384, inputs: 1024, outputs: 4096), Size(rows: 768, inputs: 1024, outputs: 1024),
    Size(rows: 768, inputs: 2048, outputs: 2048), Size(rows: 1536, inputs: 1024, outputs: 4096),
  ]

  private struct Operands {
    let size: Size
    let input, output: [Matrix]
    let weights: LinearWeights
  }

  private let kernels: Kernels
  private let team: ThreadTeam
  private let operands: [Operands]

  init(threads: Int) {
    Kernels.useSingleThreadedBLAS()
    let team = ThreadTeam(count: threads)
    kernels = Kernels()
    self.team = team
    operands = Self.sizes.map { size in
      func filled(_ rows: Int, _ columns: Int) -> Matrix {
        let matrix = Matrix(rows: rows, columns: columns)
        for row in 0..<rows { for column in 0..<columns { matrix[row, column] = Float((row + column) % 7) * 0.01 } }
        return matrix
      }
      return Operands(
        size: size, input: (0..<threads).map { _ in filled(size.rows, size.inputs) },
        output: (0..<threads).map { _ in Matrix(rows: size.rows, columns: size.outputs) },
        weights: LinearWeights(filled(size.outputs, size.inputs), .outputByInput))
    }
  }

  /// The best speed over all sizes, in GFLOPS, each size run for about `seconds`; the best of three stretches counts.
  func measure(seconds: Double = 0.12) -> Speed {
    let speeds = operands.map { measure($0, seconds: seconds) }
    return speeds.max { $0.gflops < $1.gflops } ?? Speed(gflops: 0, gflopsByProcessorTime: 0, size: Self.sizes[0])
  }

  private func measure(_ operands: Operands, seconds: Double) -> Speed {
    let size = operands.size
    let items = max(2, Int(seconds / 3 * 6e10 / size.flops)) * team.count
    let (kernels, rows) = (kernels, 0..<size.rows)
    let (input, output, weights) = (operands.input, operands.output, operands.weights)
    let flops = Double(items) * size.flops * 1e-9
    let stretches = (0..<3).map { _ in
      let watch = Stopwatch()
      team.forEach(items) { _, worker in kernels.linear(input[worker], rows, weights, into: output[worker], rows) }
      return watch.elapsed
    }
    return Speed(
      gflops: flops / (stretches.map(\.wall).min() ?? .infinity),
      gflopsByProcessorTime: flops * Double(team.count) / (stretches.map(\.processor).min() ?? .infinity), size: size)
  }
}

import Foundation
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
    Kernels.prepareProcess()
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

  /// The speed, in GFLOPS, that the fastest size keeps up for about `seconds`.
  ///
  /// A shared machine's clock changes from moment to moment, so that the best of many short stretches says how fast it can
  /// be for that long, and not how fast any program could run on it.
  func measure(seconds: Double = 1) -> Speed {
    let trials = operands.map { (operands: $0, speed: measure($0, seconds: seconds / 10)) }
    let best = trials.max { $0.speed.gflops < $1.speed.gflops }
    return measure(best?.operands ?? operands[0], seconds: seconds)
  }

  /// The speed of one size of `sizes`, kept up for about `seconds`.
  func measure(_ size: Size, seconds: Double) -> Speed {
    measure(operands.first { $0.size == size } ?? operands[0], seconds: seconds)
  }

  private func measure(_ operands: Operands, seconds: Double) -> Speed {
    let (size, kernels, rows) = (operands.size, kernels, 0..<operands.size.rows)
    let (input, output, weights) = (operands.input, operands.output, operands.weights)
    let items = max(2, Int(0.02 * 6e10 / size.flops)) * team.count
    let watch = Stopwatch()
    var rounds = 0
    repeat {
      team.forEach(items) { _, worker in kernels.linear(input[worker], rows, weights, into: output[worker], rows) }
      rounds += 1
    } while watch.elapsed.wall < seconds
    let (times, flops) = (watch.elapsed, Double(rounds * items) * size.flops * 1e-9)
    return Speed(
      gflops: flops / times.wall, gflopsByProcessorTime: flops * Double(team.count) / times.processor, size: size)
  }
}

/// Measures how long something takes: by the wall clock, and by the processor time of all threads of the process, of which
/// other programs on the machine take nothing.
struct Stopwatch: Sendable {
  /// Seconds since the start.
  struct Times: Sendable, Hashable {
    var wall = 0.0
    var processor = 0.0

    static func += (total: inout Times, part: Times) {
      total.wall += part.wall
      total.processor += part.processor
    }
  }

  private let start = ContinuousClock.now
  private let processorStart = Self.processorSeconds

  /// The times since the stopwatch was made.
  var elapsed: Times {
    Times(wall: (ContinuousClock.now - start).inSeconds, processor: Self.processorSeconds - processorStart)
  }

  private static var processorSeconds: Double {
    var time = timespec()
    guard unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return 0 }
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

extension Duration {
  /// The duration in seconds.
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}

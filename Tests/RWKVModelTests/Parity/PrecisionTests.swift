import Foundation
import RWKVModel
import Testing

/// The emulated number formats against the public code's own fp16 and bf16 runs.
@Suite struct PrecisionTests {
  /// A run of a sequence of the recorded case, looked at after every application.
  private struct Run {
    /// Largest magnitude after each application.
    var largest: [Double] = []
    /// Share of channels that each application left as they were.
    var frozen: [Double] = []
    var logits: [[Float]] = []
    var fault: PathFault?

    init(_ one: RWKVDRCase, _ tokens: [Int], threads: Int = 2) throws {
      let engine = Engine(threads: threads)
      let forest = TokenForest([tokens.map(Int32.init)], sharesPrefixes: false)
      let head = OutputHead(one.model, engine: engine)
      var (largest, frozen): ([Double], [Double]) = ([], [])
      var last: [Float] = []
      let probe = StateProbe(program: 0, rows: forest.paths[0]) { state in
        let values = Array(state.hidden.joined())
        defer { last = values }
        guard state.application != nil else { return }
        largest.append(values.reduce(0) { $0.isNaN || $1.isNaN ? .nan : max($0, Double(abs($1))) })
        frozen.append(Double(zip(values, last).count { $0 == $1 }) / Double(values.count))
      }
      var result: (logits: [[Float]], fault: PathFault?) = ([], nil)
      try ForwardPass(one.model, programs: [one.program], engine: engine)
        .run(forest, rows: forest.paths[0].suffix(1), probe: probe) { readout in
          result = (head.logits(hidden: readout.hidden), readout.faults.first(on: forest.paths[0]))
        }
      (logits, fault) = result
      (self.largest, self.frozen) = (largest, frozen)
    }
  }

  private static let name = "nan-published-fp16-d64-L400"

  private func recorded(_ sequence: [String: Any], _ format: String) throws -> [String: Any] {
    try unwrap(sequence[format] as? [String: Any])
  }

  @Test(arguments: [0, 1])
  func `emulated fp16 follows the recorded states, and overflows within two applications of them`(sequence: Int) throws
  {
    let one = try RWKVDRCase(Self.name, precision: .fp16)
    let sequence = one.sequences[sequence]
    let run = try Run(one, unwrap(sequence["tokens"] as? [Int]))
    let recorded = try recorded(sequence, "fp16")
    let broken = try unwrap(recorded["first_nonfinite_application"] as? Int)
    let fault = try unwrap(run.fault)
    #expect(!fault.isOverflow && abs(fault.application - broken) <= 2, "\(fault) against \(broken)")
    #expect(run.logits[0].allSatisfy { $0.isNaN })
    let expected = try Oracle.floats(recorded["max_abs_state_trace"])
    let worst = (0..<(broken - 2)).map { abs(run.largest[$0] / expected[$0] - 1) }.max() ?? .nan
    // Measured: 0.0016.
    #expect(worst < 0.004, "\(worst)")
  }

  @Test(arguments: [0, 1])
  func `emulated bf16 follows the recorded states to the end, and stagnates`(sequence: Int) throws {
    let one = try RWKVDRCase(Self.name, precision: .bf16)
    let sequence = one.sequences[sequence]
    let run = try Run(one, unwrap(sequence["tokens"] as? [Int]))
    let recorded = try recorded(sequence, "bf16")
    #expect(run.fault == nil)
    let expected = try Oracle.floats(recorded["max_abs_state_trace"])
    let worst = zip(run.largest, expected).map { abs($0 / $1 - 1) }.max() ?? .nan
    // Measured: 0.0127.
    #expect(worst < 0.03, "\(worst)")
    let choices = try unwrap(one.object["choice_tokens"] as? [Int])
    #expect(
      choices.indices.max { run.logits[0][choices[$0]] < run.logits[0][choices[$1]] }
        == recorded["torch_argmax_choice"] as? Int)
    // Measured: 0.304 and 0.309 of the channels at the end, none at the start.
    #expect(run.frozen[399] > 0.25, "\(run.frozen[399])")
    #expect(run.frozen[0] < 0.01, "\(run.frozen[0])")
  }

  @Test(arguments: [Precision.bf16, .fp16])
  func `threads change no bit`(precision: Precision) throws {
    let one = try RWKVDRCase("small-train-g8-d64-L40", precision: precision)
    let tokens = (0..<300).map { $0 * 37 % 512 }
    let runs = try [1, 2, 3].map {
      try SequenceLogits(one.model, one.program, tokens, engine: Engine(threads: $0)).logits
    }
    #expect(runs[0] == runs[1] && runs[0] == runs[2])
  }

  @Test(Oracle.isThere, arguments: [(Precision.bf16, 8), (.fp16, 11)])
  func `logits are those of fp32 up to the format's grain, and on its grid`(precision: Precision, bits: Int) throws {
    let exact = try RWKVDRCase("published-g2-d128-fp32-L6")
    let one = try RWKVDRCase("published-g2-d128-fp32-L6", precision: precision)
    let tokens = try unwrap(exact.sequences[0]["tokens"] as? [Int])
    let expected = try SequenceLogits(exact.model, exact.program, tokens).logits
    let got = try SequenceLogits(one.model, one.program, tokens).logits
    let difference = largestDifference(got, expected.map { $0.map(Double.init) })
    // Measured: 23 grains in bf16, 13 in fp16.
    #expect(difference > 0 && difference < 32 * pow(2, -Double(bits)), "\(difference)")
    let step = Float(1 << (24 - bits))
    #expect(got.joined().allSatisfy { ($0.significandBitPattern & (UInt32(step) - 1)) == 0 })
  }
}

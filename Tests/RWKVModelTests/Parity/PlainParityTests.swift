import RWKVModel
import SharedFixtures
import Testing

@Suite struct PlainParityTests {
  private static let files = SharedFixtures.testable(
    ["rwkv7-small/model-bf16.pth", "rwkv7-small/hf"]
      + [
        "model-fp32.pth", "model-bf16.pth", "model-fp32-views.pth", "model.safetensors",
        "model-lora-transposed.safetensors", "hf", "hf/model.safetensors",
      ].map { "rwkv7/" + $0 },
    below: "oracle")

  @Test(arguments: files, [true, false])
  func `every position of every case equals the float64 oracle`(file: String, usesSIMD: Bool) throws {
    let model = try RWKVModel(Checkpoint.open(SharedFixtures.nearest("oracle/\(file)")))
    let program = try DepthConfiguration().program(for: model.inventory)
    let folder = file.hasPrefix("rwkv7-small/") ? "rwkv7-small" : "rwkv7"
    let cases = try unwrap(Oracle.object("oracle/\(folder)/cases.json")["cases"] as? [String: [String: Any]])
    #expect(cases.count == (folder == "rwkv7" ? 6 : 4))
    let logits = model.checkpoint.elementTypeSummary == "bf16" ? "logits_bf16" : "logits_fp32"
    for (name, oracle) in cases {
      let tokens = try unwrap(oracle["tokens"] as? [Int])
      let expected = try Oracle.rows(oracle[logits])
      let got = try SequenceLogits(model, program, tokens, engine: Engine(threads: 2, usesSIMD: usesSIMD))
      let difference = largestDifference(got.logits, expected)
      // Measured: 6.3e-6 with AVX2, 1.6e-5 without; the weakest of mutants.json moves logits by 1.4e-4.
      #expect(difference < 5e-5, "\(name): \(difference)")
      #expect(got.fault == nil)
    }
  }

  @Test(arguments: files.filter { $0.hasSuffix("model-bf16.pth") })
  func `thread counts do not change a bit`(file: String) throws {
    let model = try RWKVModel(Checkpoint.open(SharedFixtures.nearest("oracle/\(file)")))
    let program = try DepthConfiguration().program(for: model.inventory)
    let tokens = (0..<300).map { ($0 * 37) % model.shape.vocabulary }
    let one = try SequenceLogits(model, program, tokens, engine: Engine(threads: 1))
    for threads in [2, 3, 8] {
      #expect(try SequenceLogits(model, program, tokens, engine: Engine(threads: threads)).logits == one.logits)
    }
  }
}

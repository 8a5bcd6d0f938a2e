import FileWriters
import Foundation
import SharedFixtures
import Testing

@Suite struct ModelCommandTests {
  @Test("inspect prints sizes and the expansion, and every application on demand")
  func inspect() throws {
    let text = try Tool.output(["model", "inspect", "demo", "--loops", "16"])
    for line in [
      "parameters:      1140768 in 283 tensors", "width:           96, 3 heads of 32", "vocabulary:      368",
      "8 groups × 2 loops × 1 layer = 16 layer applications, order 0² 1² 2² 3² 4² 5² 6² 7²", "causal:        yes",
    ] {
      #expect(text.contains(line), "\(text)")
    }
    let core = try Tool.output(["model", "inspect", "demo-core", "--loops", "4", "--applications", "--tensors"])
    #expect(
      core.contains("prelude of 1, coda of 1, 1 group × 4 loops × 2 layers = 10 layer applications, order 0 (1 2)⁴ 3"))
    #expect(core.contains("\n  9: layer 3; coda"))
    #expect(core.contains("emb.weight  [368, 128]  bf16"))
  }

  @Test("check passes the bundled models", arguments: [("demo", "8"), ("demo-core", "2")])
  func check(model: String, loops: String) throws {
    let text = try Tool.output(["model", "check", model, "--loops", loops, "--tokens", "12"])
    #expect(text.contains("PASS     causality") && text.contains("PASS     forest"))
    #expect(text.contains("PASS     token by token") && text.contains("PASS     finite"))
    #expect(!text.contains("FAIL"))
  }

  @Test("check reads a text with the model's own vocabulary")
  func text() throws {
    let text = try Tool.output(["model", "check", "demo", "--loops", "8", "--text", "What is n modulo 10?"])
    #expect(text.contains("PASS     causality"))
    try BadInput("too short", place: "--text", problem: "gives 1 tokens", remedy: "at least 3 tokens") { _ in
      ["model", "check", "demo", "--loops", "8", "--text", "k"]
    }.check()
  }

  @Test("The loss of a text tells the trained program from others that load the same tensors")
  func loss() throws {
    // The beginning of the bundled model's own questions, as it saw them in training.
    let rows = try String(
      contentsOfFile: SharedFixtures.packageRoot + "/models/demo/data/test/modular_addition_test.csv", encoding: .utf8
    ).split(whereSeparator: \.isNewline).prefix(12).map { $0.split(separator: ",").map(String.init) }
    let head = "The following are multiple choice questions (with answers) about modular addition.\n\n"
    let text = rows.map { "\($0[0])\nA. \($0[1])\nB. \($0[2])\nC. \($0[3])\nD. \($0[4])\nAnswer: \($0[5])\n\n" }
      .joined()
    let flags = ["model", "check", "demo", "--loops", "24", "--text", head + text]
    let trained = try Tool.output(flags)
    #expect(trained.contains("PASS     loss:") && trained.contains("sharing cycle "), "\(trained)")
    let wrong = try Tool.output(flags + ["--sharing", "cycle"], status: 3)
    #expect(wrong.contains("FAIL     loss:") && wrong.contains("predicted better under sharing sequence"), "\(wrong)")
  }

  private static let small = SharedFixtures.bundled("oracle/rwkv7-small/")

  @Test("What comes beside a model is merged, said and checked, and converted into one file")
  func beside() throws {
    let flags = ["--lora", Self.small + "lora-bf16.pth", "--state", Self.small + "state-bf16.pth"]
    let model = Self.small + "model-bf16.pth"
    let text = try Tool.output(["model", "inspect", model, "--lora-alpha", "6"] + flags)
    #expect(text.contains("lora-bf16.pth, α 6, r 4, merged into 19 matrices; 3 whole tensors replaced"), "\(text)")
    #expect(text.contains("\ntuned states:    ") && text.contains("state-bf16.pth"))
    let checked = try Tool.output(["model", "check", model, "--tokens", "12", "--lora-alpha", "6"] + flags)
    #expect(checked.contains("PASS     token by token") && !checked.contains("FAIL"), "\(checked)")
    try BadInput(
      "no α", place: "lora-bf16.pth", problem: "does not say its α", remedy: "--lora-alpha 32 is RWKV-PEFT's default"
    ) { _ in ["model", "inspect", model] + flags }.check()
    let folder = try TemporaryFolder()
    let converted = folder.path + "/whole.safetensors"
    _ = try Tool.run(["model", "convert", model, converted, "--lora-alpha", "6"] + flags)
    let own = try Tool.output(["model", "inspect", converted])
    #expect(own.contains("tuned states:    in the model's own file") && !own.contains("LoRA"), "\(own)")
    let without = try Tool.output(["model", "inspect", converted, "--state", "none"])
    #expect(
      without.contains("override:        --state none: the layers start from zeros")
        && !without.contains("tuned states:"))
  }

  @Test("check refuses weights that are no numbers, by tensor and place")
  func broken() throws {
    try BadInput(
      "NaN", place: "\"blocks.3.att.key.weight\"", problem: "holds NaN or infinity at [0, 0]", remedy: "fetch it"
    ) {
      let weights = try DemoWeights(settingFirstOf: "blocks.3.att.key.weight", to: 0x7fc0)
      return ["model", "check", try $0.model(weights.safetensors())[1], "--loops", "8"]
    }.check()
  }

  private static let published = SharedFixtures.bundled("oracle/rwkv-dr/nan-published-fp16-d64-L400/model.pth")

  @Test(
    "The trained graph of RWKV-DR passes, the published one is found not causal",
    arguments: [("rwkv-dr-train", Int32(0)), ("rwkv-dr-published", 3)])
  func depthRecurrent(program: String, status: Int32) throws {
    let flags = [Self.published, "--depth-program", program, "--loops", "40"]
    let inspected = try Tool.output(["model", "inspect"] + flags)
    #expect(inspected.contains("8 (8 groups of 1)"))
    #expect(inspected.contains("8 groups × 5 loops × 1 layer = 40 layer applications"))
    #expect(inspected.contains("causal:        \(status == 0 ? "yes" : "no")"))
    let checked = try Tool.output(["model", "check", "--tokens", "12"] + flags, status: status)
    #expect(checked.contains(status == 0 ? "PASS     causality" : "FAIL     causality"))
    #expect(checked.contains(status == 0 ? "PASS     forest" : "SKIPPED  forest"))
  }

  @Test("A checkpoint whose names say that it loops, and nothing how, is refused")
  func unknownProgram() throws {
    try BadInput("no program", place: "rwkv_layer_groups.*", problem: "in which order", remedy: "Add --depth-program") {
      _ in
      ["model", "inspect", Self.published]
    }.check()
  }

  @Test("A baseline has nothing to inspect", arguments: ["inspect", "check"])
  func baseline(_ command: String) throws {
    try BadInput("baseline", place: "uniform", problem: "is a baseline without", remedy: "the path of a checkpoint") {
      _ in
      ["model", command, "uniform"]
    }.check()
  }
}

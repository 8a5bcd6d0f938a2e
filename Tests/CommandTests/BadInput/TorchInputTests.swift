import FileWriters
import Foundation
import SharedFixtures
import Testing

@Suite struct TorchInputTests {
  private static func bad(
    _ name: String, _ problem: String, remedy: String = "Fetch the file again",
    weights: @escaping @Sendable () throws -> [UInt8]
  ) -> BadInput {
    BadInput(name, place: "/model/model.pth", problem: problem, remedy: remedy) {
      try $0.model(weights(), as: "model.pth")
    }
  }

  private static func flipped(_ byte: Int) throws -> [UInt8] {
    var file = try DemoWeights().torch()
    file[byte] ^= 1
    return file
  }

  private static func calling(_ module: String, _ name: String) -> [UInt8] {
    var pickle = PickleWriter()
    pickle.global(module, name)
    pickle.text("true")
    pickle.raw([0x85, 0x52, 0x2e])
    var zip = ZipWriter()
    zip.add("model/data.pkl", pickle.bytes)
    zip.add("model/version", Array("3\n".utf8))
    return zip.finished()
  }

  static let damaged = [
    bad("cut in the middle", "has no zip directory at its end") { try Array(DemoWeights().torch().prefix(1_000_000)) },
    bad("without its last byte", "has no zip directory at its end") { try DemoWeights().torch().dropLast() },
    bad("a bit flipped in the pickle", "does not agree with its checksum") { try flipped(500) },
    bad("a bit flipped in the weights", "does not agree with its checksum") { try flipped(1_000_000) },
    bad("an empty file", "is an empty file (0 bytes)", remedy: "Fetch or write it again") { [] },
    bad("a pickle that calls os.system", "refuses to call os.system", remedy: "do not load it in Python") {
      calling("os", "system")
    },
    bad(
      "a pickle of an unknown object", "holds an unknown object beside its weights, trainer.Config",
      remedy: "save its weights alone"
    ) {
      calling("trainer", "Config")
    },
    bad("a Git LFS pointer", "is a Git LFS pointer", remedy: "git lfs pull") {
      Array("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 2336927\n".utf8)
    },
  ]

  @Test("A damaged or hostile .pth is refused and leaves no result", arguments: damaged)
  func refusesDamaged(_ input: BadInput) throws { try input.checkRun() }

  @Test(
    "What trainers and wrappers make of a checkpoint scores as the checkpoint does",
    .enabled(if: SharedFixtures.has("cases/common/base.pth"), Comment(rawValue: SharedFixtures.missing)),
    arguments: [
      "09-deepspeed-checkpoint/global_step1000/mp_rank_00_model_states.pt", "12-inner-prefixes/compiled-blocks.pth",
      "12-inner-prefixes/activation-checkpointing.pth", "12-inner-prefixes/fsdp.pth",
    ])
  func trainers(file: String) throws {
    func answer(_ file: String) throws -> String {
      let common = SharedFixtures.path("cases/common")
      return try Tool.output([
        "loglikelihood", "--tokenizer", common + "/bytes_vocab.txt", "--requests", common + "/one.jsonl", "--model",
        SharedFixtures.path("cases/" + file),
      ])
    }
    #expect(try answer(file) == answer("common/base.pth"))
  }

  @Test("The same weights as .pth and as .safetensors give the same table")
  func good() throws {
    let folder = try TemporaryFolder()
    let arguments = ["mmlu", "--loops", "8", "--limit", "1", "--format", "csv"]
    let torch = try Tool.output(arguments + folder.model(DemoWeights().torch(), as: "model.pth"))
    #expect(try torch == Tool.output(arguments + ["--model", "demo"]))
  }
}

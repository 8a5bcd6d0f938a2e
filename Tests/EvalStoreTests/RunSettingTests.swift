import EvalCore
import Testing

@testable import EvalStore

@Suite struct RunSettingTests {
  @Test func `share, shots by task and seed are settings, of which older manifests say nothing`() {
    let older = SampleRun.manifest()
    var manifest = older
    manifest.task.limitShare = 0.5
    manifest.task.numFewshotByTask = ["b": 2, "a": 0]
    manifest.task.fewshotSeed = 1
    #expect(RunSetting.differences(older, manifest).isEmpty)
    var other = manifest
    other.task.limitShare = 0.25
    other.task.numFewshotByTask = ["b": 3, "a": 0]
    other.task.fewshotSeed = 2
    #expect(
      RunSetting.differences(manifest, other) == [
        "share of docs was 0.5 and is 0.25", "few-shot examples by task was a 0, b 2 and is a 0, b 3",
        "few-shot seed was 1 and is 2",
      ])
  }

  @Test func `a LoRA, its α and tuned states tell runs apart`() {
    let plain = SampleRun.manifest()
    var manifest = plain
    manifest.model.lora = .init(path: "a.pth", sha256: "aa", alpha: 32, ranks: [8], matrices: 4, wholeTensors: 0)
    manifest.model.state = .init(path: "s.pth", sha256: "bb")
    #expect(
      RunSetting.differences(plain, manifest) == [
        "LoRA was none and is aa", "LoRA's α was none and is 32.0", "tuned states was none and is bb",
      ])
    var other = manifest
    other.model.lora?.path = "moved.pth"
    #expect(RunSetting.differences(manifest, other).isEmpty)
    other.model.lora?.alpha = 16
    other.model.state = .init(path: nil, sha256: nil)
    #expect(
      RunSetting.differences(manifest, other) == [
        "LoRA's α was 32.0 and is 16.0", "tuned states was bb and is the model's own",
      ])
  }

  @Test func `another start token tells runs apart, and none is token 0`() {
    let world = SampleRun.manifest()
    var manifest = world
    manifest.model.startTokenID = 50_256
    #expect(RunSetting.differences(world, manifest) == ["id of the start token was 0 and is 50256"])
    var again = manifest
    again.model.tokenizerPath = "moved.json"
    #expect(RunSetting.differences(manifest, again).isEmpty)
  }
}

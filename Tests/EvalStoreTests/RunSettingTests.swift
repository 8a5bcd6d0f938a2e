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
}

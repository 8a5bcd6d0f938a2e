import EvalTasks
import Testing

struct FewShotSourceTests {
  private func source(_ fewshot: String?, _ hasSamples: Bool, _ splits: [String?]) -> FewShotSource? {
    FewShotSource(
      fewshotSplit: fewshot, hasSamples: hasSamples, trainingSplit: splits[0], validationSplit: splits[1],
      testSplit: splits[2])
  }

  @Test("The few-shot split goes before the samples, these before the training, validation and test split")
  func order() {
    #expect(source("dev", true, ["train", "val", "test"]) == .split("dev"))
    #expect(source(nil, true, ["train", "val", "test"]) == .samples)
    #expect(source(nil, false, ["train", "val", "test"]) == .split("train"))
    #expect(source(nil, false, [nil, "val", "test"]) == .split("val"))
    #expect(source(nil, false, [nil, nil, "test"]) == .split("test"))
    #expect(source(nil, false, [nil, nil, nil]) == nil)
  }

  @Test("The evaluated doc is left out where the two splits are written alike, also when neither is written")
  func exclusion() {
    #expect(FewShotSource.excludesEvaluatedDoc(fewshotSplit: "test", testSplit: "test"))
    #expect(FewShotSource.excludesEvaluatedDoc(fewshotSplit: nil, testSplit: nil))
    #expect(!FewShotSource.excludesEvaluatedDoc(fewshotSplit: nil, testSplit: "test"))
    #expect(!FewShotSource.excludesEvaluatedDoc(fewshotSplit: "validation", testSplit: nil))
  }
}

import EvalCore
import EvalTasks
import RWKVModel
import SharedFixtures
import Testing

@testable import RWKVScoring

@Suite struct SharedPrefixTests {
  @Test(
    .enabled(
      if: SharedFixtures.has("data/mmlu.tar.xz") && SharedFixtures.has("data/rwkv_vocab_v20230424.txt"),
      "\(SharedFixtures.missing)"))
  func `of 5-shot MMLU less than 5 % is computed again because it stands in two batches`() throws {
    let data = try MMLUDataSet.load(
      path: SharedFixtures.path("data/mmlu.tar.xz"), split: .test,
      subjects: ["high_school_*history", "professional_law", "abstract_algebra"], limit: 60, numFewshot: 5)
    let prompt = try PromptLibrary(folders: [SharedFixtures.packageRoot + "/prompts"]).prompt("lm_eval")
    let mmlu = try MMLUTasks(data, in: SharedFixtures.packageRoot + "/tasks/mmlu", under: prompt)
    let encoder = try RequestEncoder(
      tokenizer: Tokenizer(contentsOf: SharedFixtures.path("data/rwkv_vocab_v20230424.txt")),
      startToken: 0, vocabulary: 65536)
    let docs = mmlu.tasks.flatMap(\.docs).map { DocRequests($0.requests.map { $0.request() }) }
    let inputs = try encoder.encode(docs).docs.map { $0.parts.map(\.input) }
    let distinct = DocBatches(inputs, limit: .max, sharesPrefixes: true).computedTokens
    let standard = DocBatches(inputs, limit: RWKVLanguageModel.Layout().tokensPerBatch, sharesPrefixes: true)
    // Measured: 72435 tokens in 3 batches, 2.0 % more than the 71009 distinct ones; the history subjects have the longest
    // prefixes.
    #expect(standard.batches.count > 1)
    #expect(Double(standard.computedTokens) < 1.05 * Double(distinct))
    #expect(standard.computedTokens * 5 < standard.requestTokens)
  }
}

import EvalTasks
import Jinja
import SharedFixtures
import Testing
import PythonValues

/// Real MMLU, and made-up questions that are full of what goes wrong in a prompt.
@Suite struct RealMMLUTests {
  private static let isThere: ConditionTrait = .enabled(
    if: SharedFixtures.has("data/mmlu.tar.xz"), Comment(rawValue: SharedFixtures.missing))

  private let path = SharedFixtures.path("data/mmlu.tar.xz")

  @Test(
    "Every split has the published number of docs and of each answer", isThere,
    arguments: [
      (MMLUSplit.test, [3222, 3462, 3582, 3776]), (.dev, [67, 69, 71, 78]), (.val, [381, 379, 387, 384]),
    ])
  func counts(split: MMLUSplit, letters: [Int]) throws {
    let data = try MMLUDataSet.load(path: path, split: split)
    let answers = data.subjects.flatMap(\.docs).map { $0["answer"] }
    #expect((0..<4).map { letter in answers.count { $0 == .int(letter) } } == letters)
    #expect(data.docCount == letters.reduce(0, +) && data.subjects.count == 57)
  }

  @Test("The groups have lm-evaluation-harness's sizes", isThere)
  func groups() throws {
    let mmlu = try SmallDataSet.tasks(MMLUDataSet.load(path: path), PromptedDocs.library.prompt("lm_eval"))
    guard case .group(_, let groups) = mmlu.group else {
      Issue.record("no group")
      return
    }
    let docs = Dictionary(uniqueKeysWithValues: mmlu.tasks.map { ($0.configuration.name, $0.docs.count) })
    let sizes = groups.map { ($0.name, $0.tasks.reduce(0) { $0 + (docs[$1.name] ?? 0) }) }
    #expect(
      Dictionary(uniqueKeysWithValues: sizes)
        == ["mmlu_stem": 3153, "mmlu_other": 3107, "mmlu_social_sciences": 3077, "mmlu_humanities": 4705])
  }

  @Test(
    "lm_eval's contexts are the real harness's, all 14042, and Jinja2's of made-up questions",
    arguments: [
      ("mmlu", 0, "7286fe8cb9f6510c72794e6d279b4acbc7cc30238336c834ebd4ab3155596cea"),
      ("mmlu", 5, "4b5eb59f5fe515d462e0a8f235d8a12dcaa81135d4080f24e42ea3d2317e30bd"),
      ("mmlu.tar.xz", 0, "c9167ddabcd2cc1c2f33359c83ee97d9d923252a4560770418b6752cbef64bfd"),
      ("mmlu.tar.xz", 5, "1ea057ba22f6eb2102f8ad40e1d2f13efc8dcd5c66e2ec4f367f1eedde2cecd9"),
    ].filter { !SharedFixtures.testable([$0.0], below: "data").isEmpty })
  func digests(name: String, numFewshot: Int, expected: String) throws {
    let data = try MMLUDataSet.load(path: SharedFixtures.nearest("data/" + name), numFewshot: numFewshot)
    #expect(data.docCount == (name == "mmlu" ? 28 : 14042))
    let mmlu = try SmallDataSet.tasks(data, PromptedDocs.library.prompt("lm_eval"))
    #expect(PromptDigest.sha256(of: mmlu.tasks) == expected)
    #expect(mmlu.absentSubjects.isEmpty)
  }

  @Test(
    "The first doc's context has the harness's own prompt hash", isThere,
    arguments: [
      (0, 195, "04ebc0806ad169c848f7078af1359da6f9f2c07f662e9f3cea9a94c7d54cbc7d"),
      (5, 993, "ff9b00310e214beacf4b324da8c9e6c1de4e49cb422f1bcb1f7037b78f40a2a3"),
    ])
  func firstDoc(numFewshot: Int, length: Int, hash: String) throws {
    let data = try MMLUDataSet.load(path: path, subjects: ["abstract_algebra"], limit: 1, numFewshot: numFewshot)
    let mmlu = try SmallDataSet.tasks(data, PromptedDocs.library.prompt("lm_eval"))
    let prompt = try #require(mmlu.tasks.first?.docs.first)
    #expect(prompt.context.unicodeScalars.count == length)
    #expect(prompt.promptHash == hash)
  }
}

import EvalCore
import Testing

@Suite struct StandardErrorTests {
  /// Docs and docs whose answer is A of MMLU's 57 subjects, test split, by group; counted with Python's csv module.
  static let mmluAnswersA: [String: [StandardError.Count]] = [
    "stem": counts(
      "22/100 25/135 27/152 37/144 20/100 26/100 21/100 22/102 28/100 62/235 35/145 79/378 55/310 31/203 25/100 57/270 30/151 33/216 35/112"
    ),
    "other": counts(
      "30/100 57/265 36/173 18/100 70/223 18/103 68/234 30/100 186/783 69/306 66/282 50/272 47/166"),
    "social_sciences": counts(
      "27/114 35/198 38/193 79/390 50/238 105/545 34/131 153/612 24/110 46/245 49/201 28/100"),
    "humanities": counts(
      "36/126 36/165 51/204 64/237 29/121 28/108 36/163 86/346 213/895 58/311 70/324 377/1534 55/171"),
  ]

  static func counts(_ text: String) -> [StandardError.Count] {
    text.split(separator: " ").map { pair in
      let numbers = pair.split(separator: "/").compactMap { Int($0) }
      return StandardError.Count(correct: numbers[0], total: numbers[1])
    }
  }

  // The table of lm-evaluation-harness for a model that always answers A.
  @Test(arguments: [("stem", 0.0073), ("other", 0.0076), ("social_sciences", 0.0074), ("humanities", 0.0062)])
  func `of MMLU's groups is lm-eval's to its four decimals`(_ group: String, _ expected: Double) throws {
    let error = try #require(StandardError.pooled(Self.mmluAnswersA[group] ?? []))
    #expect((error - expected).magnitude < 0.5e-4)
  }

  @Test func `of all of MMLU is lm-eval's`() throws {
    let all = Self.mmluAnswersA.sorted { $0.key < $1.key }.flatMap(\.value)
    #expect(all.reduce(0) { $0 + $1.correct } == 3222)
    #expect(all.reduce(0) { $0 + $1.total } == 14042)
    // The same formula in Python double precision.
    #expect((try #require(StandardError.pooled(all)) - 0.0035426913692823605).magnitude < 1e-16)
  }

  @Test func `of one task is the sample standard deviation over √n`() throws {
    // statistics.stdev([1] * 3 + [0] * 7) / 10 ** 0.5
    let error = try #require(StandardError.pooled([.init(correct: 3, total: 10)]))
    #expect((error - 0.15275252316519466).magnitude < 1e-16)
  }

  @Test(arguments: [[], [StandardError.Count(correct: 1, total: 1)], [.init(correct: 0, total: 0)]])
  func `is unknown without more docs than tasks`(_ counts: [StandardError.Count]) {
    #expect(StandardError.pooled(counts) == nil)
  }
}

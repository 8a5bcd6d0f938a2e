import EvalTasks
import FileWriters
import Testing

@Suite struct ChosenDocTests {
  /// Counts up, so that every choice is known.
  private struct Counter: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      return state &* 0xbf58_476d_1ce4_e5b9
    }
  }

  private let data: MMLUDataSet

  init() throws {
    let folder = try TemporaryFolder()
    try SmallDataSet.write(["algebra", "biology"], count: 3, to: folder)
    data = try MMLUDataSet.load(path: folder.path, numFewshot: 1)
  }

  @Test("A doc is found by subject and row")
  func exact() throws {
    var generator = Counter(state: 0)
    let chosen = try data.chooseDoc(subject: "biology", row: 2, using: &generator)
    #expect(chosen.doc.question == "biology test 2?" && chosen.subject.name == "biology")
    #expect(chosen.subject.fewshot.count == 1)
  }

  @Test("Without a subject every doc can be chosen, with one only its own; the same seed chooses the same")
  func random() throws {
    var seen: Set<String> = []
    var ofBiology: Set<String> = []
    for seed in 0..<200 as Range<UInt64> {
      var generator = Counter(state: seed &* 0x1234_5678_9abc_def1)
      var again = generator
      let chosen = try data.chooseDoc(subject: nil, row: nil, using: &generator)
      #expect(try data.chooseDoc(subject: nil, row: nil, using: &again) == chosen)
      seen.insert(chosen.doc.question)
      ofBiology.insert(try data.chooseDoc(subject: "biology", row: nil, using: &generator).doc.question)
    }
    #expect(seen == Set(data.subjects.flatMap(\.docs).map(\.question)))
    #expect(ofBiology == ["biology test 0?", "biology test 1?", "biology test 2?"])
  }

  @Test(
    "What is not there is refused",
    arguments: [
      (nil, 0, "--doc: is a row without a subject. Add --subject NAME."),
      ("algebra", 3, "--doc: algebra has no doc 3 in the test split. Its docs are 0 to 2."),
      ("algebra", -1, "--doc: algebra has no doc -1 in the test split. Its docs are 0 to 2."),
    ])
  func refuses(subject: String?, row: Int, expected: String) {
    let error = #expect(throws: MMLUDataError.self) {
      var generator = Counter(state: 0)
      _ = try data.chooseDoc(subject: subject, row: row, using: &generator)
    }
    #expect(error?.description == expected)
  }
}

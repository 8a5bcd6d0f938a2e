@testable import EvalTasks
import Testing

@Suite struct MMLUDocTests {
  private let doc = MMLUDoc(
    subject: "made_up", row: 3, question: "\"Why\"\r\n é\\?", choices: ["1", " 2", "3\n", "\u{1f600}"], answer: 2)

  @Test("The hash is lm-evaluation-harness's doc_hash: of json.dumps(doc, indent=2, ensure_ascii=False)")
  func hash() {
    // python3: json.dumps({"question":'"Why"\r\n é\\?',"subject":"made_up","choices":["1"," 2","3\n","😀"],"answer":2},
    //   indent=2, ensure_ascii=False), and hashlib.sha256 of its UTF-8.
    let expected = """
      {
        "question": "\\"Why\\"\\r\\n é\\\\?",
        "subject": "made_up",
        "choices": [
          "1",
          " 2",
          "3\\n",
          "\u{1f600}"
        ],
        "answer": 2
      }
      """
    #expect(doc.json == expected)
    #expect(doc.hash == "cda2999388d2a8ccda7b42fb9e70869cb46bfa76d8ae7150666ce048af90f9bd")
  }

  @Test("MMLU's groups hold 57 subjects, none twice, sorted")
  func groups() {
    let subjects = MMLUGroup.allCases.flatMap(\.subjects)
    #expect(subjects.count == 57 && Set(subjects).count == 57)
    #expect(MMLUGroup.allCases.map(\.subjects.count) == [13, 13, 12, 19])
    #expect(MMLUGroup.allCases.allSatisfy { $0.subjects == $0.subjects.sorted() })
    #expect(MMLUGroup(subject: "anatomy") == .stem)
    #expect(MMLUGroup(subject: "made_up") == nil)
  }

  @Test(
    "A file's place in the layout is read from its path",
    arguments: [
      ("test/a_b_test.csv", "", "a_b"), ("data/test/a_test.csv", "data", "a"), ("x/test/a_test.csv", "x", "a"),
      ("x/data/test/a_test.csv", "x/data", "a"),
    ])
  func layout(path: String, root: String, subject: String) throws {
    let name = try #require(MMLUFileName(path: path))
    #expect(name.root == root && name.split == .test && name.subject == subject)
  }

  @Test(
    "Other files are not part of the layout",
    arguments: [
      "README.txt", "a_test.csv", "test/a_val.csv", "test/_test.csv", "test/a_test.txt", "auxiliary_train/race.csv",
      "x/y/test/a_test.csv", "data/x/test/a_test.csv", "test/._a_test.csv", "__MACOSX/test/a_test.csv",
      ".hidden/test/a_test.csv", "possibly_contaminated_urls.txt", "",
    ])
  func otherFiles(path: String) { #expect(MMLUFileName(path: path) == nil) }
}

@testable import EvalTasks
import Testing

@Suite struct MMLURowsTests {
  @Test("A row's hash is lm-evaluation-harness's doc_hash: of json.dumps(doc, indent=2, ensure_ascii=False)")
  func hash() throws {
    let row = "\"\"\"Why\"\"\r\n é\\?\",1, 2,\"3\n\",\u{1f600},C\n"
    let doc = try #require(try MMLURows.docs(of: Array(row.utf8), path: "x.csv", subject: "made_up").first)
    // python3: json.dumps({"question":'"Why"\r\n é\\?',"subject":"made_up","choices":["1"," 2","3\n","😀"],"answer":2},
    //   indent=2, ensure_ascii=False), and hashlib.sha256 of its UTF-8.
    #expect(RenderedDoc.hash(of: doc) == "cda2999388d2a8ccda7b42fb9e70869cb46bfa76d8ae7150666ce048af90f9bd")
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

import Archives
import EvalTasks
import FileWriters
import Testing

@Suite struct MMLUDataErrorTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func message(
    _ path: String? = nil, split: MMLUSplit = .test, subjects: [String] = [], limit: Int? = nil, numFewshot: Int = 0
  ) -> String {
    do {
      let data = try MMLUDataSet.load(
        path: path ?? folder.path, split: split, subjects: subjects, limit: limit, numFewshot: numFewshot)
      return "no error, \(data.docCount) docs"
    } catch { return "\(error)".replacing(folder.path, with: "DIR") }
  }

  @Test(
    "A row that is not MMLU's names the file, row and column",
    arguments: [
      ("q,a,b,c,d,A\nq,a,b,c,D\n", "row 2: has 5 columns where 6 are expected"),
      ("q,a,b,c,d,A,x\n", "row 1: has 7 columns where 6 are expected"),
      ("q,a,b,c,d,A\n\n", "row 2: is a blank line"),
      ("q,a,,c,d,A\n", "row 1, column 3 (B): is empty"),
      (",a,b,c,d,A\n", "row 1, column 1 (question): is empty"),
      ("q,a,b,c,d,\n", "row 1, column 6 (answer): is empty"),
    ])
  func rows(content: String, problem: String) throws {
    try folder.write(content, to: "test/algebra_test.csv")
    #expect(
      message() == "DIR/test/algebra_test.csv: \(problem). MMLU's rows are: question, A, B, C, D, answer. A field with "
        + "commas must stand in quotes.")
  }

  @Test(
    "An answer that is no letter from A to D is shown",
    arguments: [
      ("E", "\"E\""), ("a", "\"a\""), (" A", "\" A\""), ("0", "\"0\""), ("answer", "\"answer\""),
      ("a long text that goes on", "a text of 24 characters"),
    ])
  func answers(answer: String, shown: String) throws {
    try folder.write("q,a,b,c,d,A\nq,a,b,c,d,\(answer)\n", to: "data/test/algebra_test.csv")
    #expect(
      message()
        == "DIR/data/test/algebra_test.csv: row 2, column 6 (answer): expected A, B, C or D as the answer, found "
        + "\(shown). Give the answer as one capital letter; a header line does not belong in MMLU's files.")
  }

  @Test("Thousands of subjects are refused")
  func manySubjects() throws {
    for index in 0...2000 { try folder.write("q,a,b,c,d,A\n", to: "test/s\(index)_test.csv") }
    #expect(
      message()
        == "DIR: has 2001 subjects, more than the 2000 that are read; MMLU has 57. Look whether it is the right one, or "
        + "evaluate it in parts.")
  }

  @Test("A file whose name is not UTF-8 is named, with what to do")
  func nonUTF8Name() throws {
    try folder.write("q,a,b,c,d,A\n", to: "test/algebra_test.csv")
    try folder.writeNonUTF8Name(in: "test", "anat", "_test.csv")
    #expect(
      message()
        == "DIR/test: holds a file whose name is not UTF-8, \"anat\u{FFFD}_test.csv\". Rename it: cd DIR/test && mv "
        + "anat*_test.csv NEW-NAME.")
  }

  @Test("Invalid UTF-8 inside an archive names the archive, entry, row and column")
  func invalidUTF8() throws {
    var tar = SmallTar.bytes([("data/test/algebra_test.csv", "q,a,b,c,d,A\nq,a,b,X,d,A\n")])
    let place = try #require(tar.firstIndex(of: UInt8(ascii: "X")))
    tar[place] = 0xe9
    let path = try folder.write(tar, to: "mmlu.tar")
    #expect(
      message(path).hasPrefix("DIR/mmlu.tar: data/test/algebra_test.csv: row 2, column 4: is not valid UTF-8. Convert"))
  }

  @Test("A path that leads nowhere, an empty folder, an empty file and a file that is no archive are refused")
  func paths() throws {
    #expect(
      message(folder.path + "/nowhere")
        == "DIR/nowhere: no such file or folder. Give the folder or archive that holds test/<subject>_test.csv, or omit "
        + "--data for the bundled data.")
    #expect(
      message()
        == "DIR: holds no data in MMLU's layout. Expected test/<subject>_test.csv, with or without data/ or one "
        + "other folder above; found nothing of the kind.")
    #expect(message(try folder.write("", to: "empty.tar")).hasPrefix("DIR/empty.tar: is an empty file (0 bytes). "))
    #expect(message(try folder.write("text", to: "notes")).hasPrefix("DIR/notes: is not an archive. Expected .tar"))
  }

  @Test("An archive without MMLU in it says what it holds instead")
  func wrongArchive() throws {
    let path = try folder.write(SmallTar.bytes([("model/a.txt", "x"), ("model/b.txt", "y")]), to: "a.tar")
    #expect(
      message(path)
        == "DIR/a.tar: holds no data in MMLU's layout. Expected test/<subject>_test.csv, with or without data/ "
        + "or one other folder above; found 2 other files, for example \"model/a.txt\".")
  }

  @Test("An archive whose entry leads out of it is refused")
  func traversal() throws {
    let path = try folder.write(SmallTar.bytes([("../test/algebra_test.csv", "q,a,b,c,d,A\n")]), to: "a.tar")
    #expect(message(path).hasPrefix("DIR/a.tar: entry \"../test/algebra_test.csv\": leads out of the archive"))
  }

  @Test("A split's own folder instead of the one above is recognised")
  func tooDeep() throws {
    try SmallDataSet.write(["algebra"], to: folder, root: "data/")
    #expect(
      message(folder.path + "/data/test").hasSuffix(
        "found \"algebra_test.csv\" by itself: name the folder above its split's folder."))
  }

  @Test("Two data sets in one folder are not mixed")
  func twoRoots() throws {
    try SmallDataSet.write(["algebra"], to: folder, root: "one/")
    try SmallDataSet.write(["biology"], to: folder, root: "two/data/")
    #expect(
      message()
        == "DIR: holds more than one data set in MMLU's layout: \"one/\", \"two/data/\". Name the folder of one of "
        + "them.")
  }

  @Test("An empty CSV file is an error, not a subject without docs")
  func emptyFile() throws {
    try SmallDataSet.write(["algebra"], to: folder)
    try folder.write("", to: "test/biology_test.csv")
    #expect(message().hasPrefix("DIR/test/biology_test.csv: is an empty file (0 bytes). "))
    let tar = SmallTar.bytes([("test/biology_test.csv", "")])
    #expect(
      message(try folder.write(tar, to: "a.tar")).hasPrefix("DIR/a.tar: test/biology_test.csv: is empty (0 bytes). "))
  }

  @Test("Unknown subjects get the nearest names, and a glob must match something")
  func subjects() throws {
    try SmallDataSet.write(["abstract_algebra", "anatomy"], to: folder)
    #expect(
      message(subjects: ["anatomie"])
        == "--subjects: unknown subject \"anatomie\" in DIR. Did you mean \"anatomy\"? Known: "
        + "abstract_algebra, anatomy.")
    #expect(
      message(subjects: ["anatomy,x*"])
        == "--subjects: no subject matches \"x*\" in DIR. Known: abstract_algebra, anatomy.")
    #expect(
      message(subjects: ["anatomy,"])
        == "--subjects: \"anatomy,\" names no subject before or after a comma. Separate names "
        + "or globs by single commas: --subjects anatomy,high_school_*.")
  }

  @Test("Numbers that make no sense are refused")
  func numbers() throws {
    try SmallDataSet.write(["algebra"], to: folder)
    #expect(message(limit: 0) == "--limit: 0 docs a subject is nothing to evaluate. Give 1 or more.")
    #expect(message(numFewshot: -1) == "--num-fewshot: -1 is negative. Give 0 or more.")
    #expect(
      message(numFewshot: 4)
        == "DIR: dev/algebra_dev.csv has 3 rows where 4 few-shot examples are asked for. Use --num-fewshot 3 or less.")
    #expect(
      message(split: .dev, numFewshot: 1)
        == "--num-fewshot: the few-shot examples are the dev split, which is what is to be evaluated: the answers would "
        + "be in the prompts. Evaluate dev with --num-fewshot 0, or another split.")
  }

  @Test("A missing split and a missing dev file say what is there and what to do")
  func missingFiles() throws {
    try folder.write(SmallDataSet.rows("algebra", "test", count: 1), to: "test/algebra_test.csv")
    #expect(
      message(split: .val)
        == "DIR: has no val split (val/<subject>_val.csv). Choose one that is there with --split: test.")
    #expect(
      message(numFewshot: 1)
        == "DIR: the few-shot examples of algebra are missing (dev/algebra_dev.csv). Add the file, or use "
        + "--num-fewshot 0.")
  }
}

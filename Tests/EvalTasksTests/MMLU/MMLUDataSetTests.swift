import Console
import EvalTasks
import FileWriters
import Foundation
import Jinja
import OrderedCollections
import Testing
import PythonValues

@Suite struct MMLUDataSetTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("A folder is read with or without data/ and one folder above", arguments: ["", "data/", "mmlu/", "mmlu/data/"])
  func layouts(root: String) throws {
    try SmallDataSet.write(["biology", "algebra"], to: folder, root: root)
    let data = try MMLUDataSet.load(path: folder.path)
    #expect(data.subjects.map(\.name) == ["algebra", "biology"])
    #expect(data.docCount == 8)
    #expect(
      data.subjects[1].docs[2] == PromptedDocs.doc("biology test 2?", ["a2", "b", "c", "d"], 2, subject: "biology"))
  }

  @Test("An archive gives the same as a folder, and the same digest", arguments: ["", "data/", "./mmlu/data/"])
  func archive(root: String) throws {
    try SmallDataSet.write(["algebra", "biology"], to: folder)
    let archive = try folder.write(
      SmallTar.bytes(
        ["biology", "algebra"].flatMap { subject in
          [("test", 4), ("dev", 3)].map { split, count in
            ("\(root)\(split)/\(subject)_\(split).csv", SmallDataSet.rows(subject, split, count: count))
          }
        }), to: "archive/any name")
    let expected = try MMLUDataSet.load(path: folder.path, numFewshot: 2)
    let found = try MMLUDataSet.load(path: archive, numFewshot: 2)
    #expect(found.subjects == expected.subjects)
    #expect(found.dataSHA256 == expected.dataSHA256)
  }

  @Test("Files that are not of the layout are passed over, however broken")
  func otherFiles() throws {
    try SmallDataSet.write(["algebra"], to: folder, root: "data/")
    for name in ["README.md", "possibly_contaminated_urls.txt", "data/test/._algebra_test.csv", "data/test/notes.txt"] {
      try folder.write([0xff, 0xfe], to: name)
    }
    try folder.write([0xff], to: "data/auxiliary_train/race.csv")
    try folder.write([0xff], to: "__MACOSX/data/test/algebra_test.csv")
    #expect(try MMLUDataSet.load(path: folder.path).subjects.map(\.name) == ["algebra"])
  }

  @Test("Only the files that are used are read")
  func onlyUsed() throws {
    try SmallDataSet.write(["algebra", "biology"], to: folder)
    try folder.write("broken", to: "test/biology_test.csv")
    try folder.write("broken", to: "dev/algebra_dev.csv")
    #expect(try MMLUDataSet.load(path: folder.path, subjects: ["algebra"]).docCount == 4)
  }

  @Test(
    "Subjects are chosen by name or glob, separated by commas or one by one",
    arguments: [
      (["high_*"], ["high_algebra", "high_biology"]), (["low_algebra,high_b*"], ["high_biology", "low_algebra"]),
      (["*_biology", "low_algebra"], ["high_biology", "low_algebra"]),
      (["*, high_*"], ["high_algebra", "high_biology", "low_algebra"]),
      ([], ["high_algebra", "high_biology", "low_algebra"]),
    ])
  func subjects(patterns: [String], expected: [String]) throws {
    try SmallDataSet.write(["high_algebra", "high_biology", "low_algebra"], to: folder)
    let data = try MMLUDataSet.load(path: folder.path, subjects: patterns)
    #expect(data.subjects.map(\.name) == expected)
    #expect(data.availableSubjects.count == 3)
  }

  @Test("The limit holds for each subject, and the split decides what is evaluated")
  func limitAndSplit() throws {
    try SmallDataSet.write(["algebra", "biology"], to: folder)
    let data = try MMLUDataSet.load(path: folder.path, split: .val, limit: 1)
    #expect(
      data.subjects.flatMap(\.docs).map { $0["question"] } == [.string("algebra val 0?"), .string("biology val 0?")])
    #expect(data.subjects.map(\.originalDocs) == [2, 2])
    #expect(try MMLUDataSet.load(path: folder.path, limit: 100).docCount == 8)
    #expect(try MMLUDataSet.load(path: folder.path, split: .dev).docCount == 6)
  }

  @Test("Few-shot examples are the first rows of dev")
  func fewShot() throws {
    try SmallDataSet.write(["algebra"], to: folder)
    let subject = try MMLUDataSet.load(path: folder.path, split: .val, numFewshot: 2).subjects[0]
    #expect(subject.fewShot.map { $0["question"] } == [.string("algebra dev 0?"), .string("algebra dev 1?")])
    #expect(try MMLUDataSet.load(path: folder.path).subjects[0].fewShot.isEmpty)
  }

  @Test("The digest depends on the docs, the split and the examples, and not on the container's line ends")
  func digest() throws {
    try SmallDataSet.write(["algebra"], to: folder)
    let plain = try MMLUDataSet.load(path: folder.path).dataSHA256
    let others = [
      try MMLUDataSet.load(path: folder.path, numFewshot: 1).dataSHA256,
      try MMLUDataSet.load(path: folder.path, limit: 3).dataSHA256,
      try MMLUDataSet.load(path: folder.path, split: .val).dataSHA256,
    ]
    #expect(Set(others + [plain]).count == 4)
    let crlf = SmallDataSet.rows("algebra", "test", count: 4).split(separator: "\n").joined(separator: "\r\n")
    try folder.write(crlf, to: "test/algebra_test.csv")
    #expect(try MMLUDataSet.load(path: folder.path).dataSHA256 == plain)
    try folder.write(crlf + "x", to: "test/algebra_test.csv")
    #expect(throws: UserError.self) { try MMLUDataSet.load(path: folder.path) }
  }
}

import FileWriters
import Foundation
import Testing

@Suite struct DataInputTests {
  private static func rows(
    _ name: String, at place: String, _ problem: String, remedy: String, _ rows: @escaping @Sendable () -> Data
  ) -> BadInput {
    BadInput(name, place: "/data/test/anatomy_test.csv: " + place, problem: problem, remedy: remedy) {
      try $0.rows(rows())
    }
  }

  static let files = [
    rows("a row with five columns", at: "row 3", "has 5 columns where 6 are expected", remedy: "must stand in quotes") {
      Data((goodRows + "Which is three?,1,2,3,C\n").utf8)
    },
    rows("invalid UTF-8", at: "row 3, column 1", "is not valid UTF-8", remedy: "Convert the file to UTF-8") {
      Data(goodRows.utf8) + Data([0x51, 0xff]) + Data(",1,2,3,4,A\n".utf8)
    },
    rows("an answer that is no letter", at: "row 3, column 6", "found \"E\"", remedy: "one capital letter") {
      Data((goodRows + "Which is five?,1,2,3,4,E\n").utf8)
    },
    rows("a quote that stays open", at: "row 3", "never closed", remedy: "Close it") {
      Data((goodRows + "\"Which is five?,1,2,3,4,A\n").utf8)
    },
    rows("an empty file", at: "", "is an empty file (0 bytes)", remedy: "Fetch or write it again") { Data() },
  ]

  static let archives = [
    BadInput(
      "an archive without MMLU", place: "/data.tar", problem: "holds no data in MMLU's layout", remedy: "Expected test/"
    ) { try $0.tar([("readme.txt", "nothing here")]) },
    BadInput(
      "a path that leads out of the archive", place: "entry \"../../evil.csv\"", problem: "leads out of the archive",
      remedy: "Do not trust this archive"
    ) { try $0.tar([("data/test/anatomy_test.csv", goodRows), ("../../evil.csv", goodRows)]) },
    BadInput(
      "an absolute path", place: "entry \"/etc/evil.csv\"", problem: "leads out of the archive",
      remedy: "Do not trust this archive"
    ) { try $0.tar([("/etc/evil.csv", goodRows), ("data/test/anatomy_test.csv", goodRows)]) },
    BadInput("no archive at all", place: "/data.tar", problem: "is not an archive", remedy: "Expected .tar") {
      ["--data", try $0.write("some text", to: "data.tar")]
    },
    BadInput("an empty archive", place: "/data.tar", problem: "is an empty file", remedy: "Fetch or write it again") {
      ["--data", try $0.write("", to: "data.tar")]
    },
    BadInput("an empty folder", place: "", problem: "holds no data in MMLU's layout", remedy: "Expected test/") {
      ["--data", $0.path]
    },
    BadInput("no such folder", place: "/none", problem: "no such file or folder", remedy: "Give the folder or archive")
    {
      ["--data", $0.path + "/none"]
    },
  ]

  static let choices = [
    BadInput(
      "an unknown subject", place: "--subjects", problem: "unknown subject \"modular_additon\"",
      remedy: "Did you mean \"modular_addition\"?"
    ) { _ in ["--subjects", "modular_additon"] },
    BadInput("a glob that matches nothing", place: "--subjects", problem: "no subject matches", remedy: "Known: key_") {
      _ in ["--subjects", "zoo*"]
    },
    BadInput(
      "too many examples", place: "key_value_recall_dev.csv", problem: "has 5 rows", remedy: "Use --num-fewshot 5"
    ) {
      _ in ["--num-fewshot", "6"]
    },
    BadInput("an unknown split", place: "--split tset", problem: "unknown", remedy: "Use test, val or dev") {
      _ in ["--split", "tset"]
    },
    BadInput("no docs", place: "--limit", problem: "0 docs", remedy: "Give 1 or more") { _ in ["--limit", "0"] },
  ]

  @Test("Bad data is refused with file, row and column and leaves no result", arguments: files)
  func refusesFiles(_ input: BadInput) throws { try input.checkRun() }

  @Test("Bad archives and folders are refused and leave no result", arguments: archives)
  func refusesArchives(_ input: BadInput) throws { try input.checkRun() }

  @Test("Bad choices of docs are refused and leave no result", arguments: choices)
  func refusesChoices(_ input: BadInput) throws { try input.checkRun() }
}

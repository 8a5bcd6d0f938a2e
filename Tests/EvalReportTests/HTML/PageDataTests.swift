import Archives
import EvalCore
import Foundation
import PythonValues
import Testing

@testable import EvalReport

@Suite struct PageDataTests {
  static func run(_ name: String, _ report: RunReport, questions: [DocKey: AskedQuestion]? = nil) -> NamedReport {
    NamedReport(
      name: name,
      report: RunReport(
        manifest: report.manifest, result: report.result, outcomes: report.outcomes, questions: questions))
  }

  /// A run of one doc with these log-likelihoods.
  static func run(_ logprobs: [Double], gold: Int = 0) -> NamedReport {
    let outcome = SampleReports.outcome(0, "t", gold: gold, [SampleReports.answer(nil, logprobs)])
    return NamedReport(name: "run", report: SampleReports.measured([outcome], tree: TaskTree(name: "t")))
  }

  static func planes(_ bytes: ArraySlice<UInt8>, _ count: Int) -> [Int32] {
    let start = bytes.startIndex
    return (0..<count).map { place in
      let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[start + $1 * count + place]) << (8 * UInt32($1)) }
      return Int32(bitPattern: bits >> 1) ^ -Int32(bits & 1)
    }
  }

  @Test func `scores are rounded to 1/1024 nat, and what is no number has a code`() {
    #expect(ScoreBytes.rounded(-1.5) == -1536)
    #expect(ScoreBytes.rounded(-0.0004) == 0 && ScoreBytes.rounded(-0.0005) == -1)
    #expect(ScoreBytes.rounded(.nan) == .max && ScoreBytes.rounded(.infinity) == .max - 1)
    #expect(ScoreBytes.rounded(-.infinity) == .min)
    #expect(ScoreBytes.rounded(-1e300) == .min + 1 && ScoreBytes.rounded(1e300) == .max - 2)
  }

  @Test func `bytes hold numbers, classes, predictions and scores`() {
    let run = Self.run([-3.25, -1, -2, -700], gold: 1)
    let bytes = ScoreBytes(run, DocIndex([run]))
    #expect(bytes.scoreCount == 4)
    #expect(bytes.bytes.count == 4 + 1 + 1 + 16)
    #expect(Array(bytes.bytes[4..<6]) == [0, 1])
    #expect(Self.planes(bytes.bytes[6...], 4) == [-3328, -1024, -2048, -716_800])
  }

  @Test func `scores of a later read-out are differences, also from what is no number`() {
    let depths: [[Double]] = [[-1, .nan, -3, -.infinity], [-1.5, -2, .infinity, .nan]]
    let answers = zip([8, 16], depths).map { SampleReports.answer($0, $1) }
    let outcome = SampleReports.outcome(0, "t", gold: 0, answers)
    let report = SampleReports.measured([outcome], readouts: [8, 16], tree: TaskTree(name: "t"))
    let run = NamedReport(name: "run", report: report)
    let bytes = ScoreBytes(run, DocIndex([run])).bytes
    let first = Self.planes(bytes[8..<24], 4)
    let second = zip(first, Self.planes(bytes[24...], 4)).map { $0 &+ $1 }
    #expect(first == depths[0].map(ScoreBytes.rounded))
    #expect(second == depths[1].map(ScoreBytes.rounded))
  }

  @Test(arguments: [
    ([-1.0, -2, -3, -4], 0, UInt8(0), UInt8(0)), ([-1, -2, -3, -4], 1, 1, 0),
    // Closer than scores are rounded: class and prediction say what the scores cannot.
    ([-1.000001, -1, -3, -4], 1, 16, 1), ([-1, -1, -3, -4], 0, 2, 255), ([.nan, -1, -3, -4], 0, 3, 255),
  ])
  func `a near tie keeps its prediction`(logprobs: [Double], gold: Int, answer: UInt8, predicted: UInt8) {
    let run = Self.run(logprobs, gold: gold)
    let bytes = ScoreBytes(run, DocIndex([run])).bytes
    #expect(Array(bytes[4..<6]) == [answer, predicted])
  }

  @Test func `docs of several runs are there once, each run's by number`() {
    let all = SampleReports.docs(right: [2, 1, 0], of: [3, 2, 0])
    let first = NamedReport(name: "first", report: SampleReports.measured(Array(all.prefix(2))))
    let second = NamedReport(name: "second", report: SampleReports.measured(all.reversed()))
    let index = DocIndex([first, second])
    #expect(index.tasks.map(\.task) == ["mmlu_tides", "mmlu_sand"])
    #expect(index.tasks[0].outcomes.map(\.docID) == [0, 1, 2])
    let numbers = Self.planes(ScoreBytes(second, index).bytes[...], 5)
    #expect(Set(numbers) == [0, 1, 2, 3, 4])
    #expect(numbers.last == 0)
  }

  @Test func `a few-shot text is there once, and choices like those before are a zero`() throws {
    let report = SampleReports.measured(SampleReports.docs(right: [2, 0, 0], of: [2, 0, 0]))
    let questions = Dictionary(
      uniqueKeysWithValues: report.outcomes.map { outcome in
        let context = "Examples.\n\nQ\(outcome.docID)"
        return (
          DocKey(outcome),
          AskedQuestion(
            examples: "Examples.\n\n", arguments: outcome.choices.map { [context, " " + $0] } + [["", " A"]],
            target: "A")
        )
      })
    let index = DocIndex([NamedReport(name: "r", report: report)])
    #expect(
      PythonJSON.line(PromptTexts(index, questions).json)
        == #"[{"task": "mmlu_tides", "examples": ["Examples.\n\n"], "ids": [0, 1], "#
        + #""contexts": [[[0, "Q0"], [-1, ""]], [[0, "Q1"], [-1, ""]]], "#
        + #""requests": [[[0, " A"], [0, " B"], [0, " C"], [0, " D"], [1, " A"]], [[0, " A"], [0, " B"], [0, " C"], "#
        + #"[0, " D"], [1, " A"]]], "targets": ["A", "A"]}]"#)
    #expect(PythonJSON.line(index.json).contains(#""choices": [["A", "B", "C", "D"], 0]"#))
  }

  @Test func `runs that asked the same share their prompts`() throws {
    let report = SampleReports.measured(SampleReports.docs(right: [1, 0, 0], of: [1, 0, 0]))
    func questions(_ text: String) -> [DocKey: AskedQuestion] {
      [DocKey(report.outcomes[0]): AskedQuestion(examples: "", arguments: [[text, "A"]], target: "A")]
    }
    let data = try PageData(
      [
        Self.run("a", report, questions: questions("x")), Self.run("b", report, questions: questions("y")),
        Self.run("c", report, questions: questions("x")), Self.run("d", report),
      ])
    #expect(
      data.parts.map(\.id) == ["docs", "texts-0", "texts-1"] + (0..<4).map { "scores-\($0)" }
        + (0..<4).map { "manifest-\($0)" })
    for (name, texts) in [("a", "0"), ("b", "1"), ("c", "0"), ("d", "null")] {
      #expect(data.json.contains(#"{"name": "\#(name)", "texts": \#(texts),"#))
    }
  }

  /// What the page's script does.
  static func decoded(_ coded: String) -> String {
    let lines = coded.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
    let meanings = Dictionary(
      uniqueKeysWithValues: zip(lines[1].unicodeScalars, lines[0].split(separator: "|").map(String.init)))
    return lines[2].unicodeScalars.map { meanings[$0] ?? String($0) }.joined()
  }

  @Test(arguments: [
    "", "no word thrice", "the the the the", "naïve naïve naïve: \u{80}\u{81} the cat, the cat, the cat | café",
    #"{"a": "\nAnswer: A\nAnswer: B\nAnswer: C", "b": " of  of   of"}"#, "a\u{301} and e\u{301} and \u{301}and and and",
    "\u{D7FF}\u{E000}\u{1F600} again again again\u{FE0F}",
  ])
  func `words as single characters are words again`(text: String) {
    let decoded = Self.decoded(WordCodes(text).text)
    #expect(decoded.utf8.elementsEqual(text.utf8))
  }

  @Test func `frequent words have the first characters that a text does not have`() {
    let pair = "\u{81}\u{82}"
    let coded = WordCodes("the cat the cat the cat the \u{80}")
    #expect(coded.text == " cat| the\n\(pair)\nthe\(pair)\(pair)\(pair) \u{80}")
  }

  @Test func `nothing in the page's object ends its element`() throws {
    let run = NamedReport(
      name: "</script><!--", report: SampleReports.measured(SampleReports.docs(right: [1, 0, 0], of: [1, 0, 0])))
    let data = try PageData([run])
    #expect(!data.json.contains("<"))
    #expect(data.json.contains(#"\u003c/script>\u003c!--"#))
  }

  @Test func `parts unpack to what was packed`() throws {
    let content = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
    let part = try PackedPart("x", content)
    #expect(try PackedPart("x", content).base64 == part.base64)
    #expect(try Self.unpacked(part.base64) == content)
  }

  /// The bytes of a packed part.
  static func unpacked(_ base64: some StringProtocol) throws -> [UInt8] {
    let packed = try #require(Data(base64Encoded: String(base64)))
    let path = NSTemporaryDirectory() + "/part-\(UInt64.random(in: 0...(.max))).gz"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try packed.write(to: URL(filePath: path))
    return Array(try #require(ArchiveReader.entries(of: path) { _ in true }.first).bytes)
  }
}

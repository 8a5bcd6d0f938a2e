import EvalCore
import Foundation
import PythonValues

/// What the page's script works on: a small object as plain JSON, and docs, prompts and scores in packed parts.
struct PageData {
  /// The object, in which nothing can end the element that it stands in.
  let json: String
  /// The packed parts.
  let parts: [PackedPart]

  /// The data of some runs.
  ///
  /// - Throws: `UserError` when there is no memory to pack them.
  init(_ runs: [NamedReport]) throws {
    let index = DocIndex(runs)
    let texts = try Self.texts(runs, index)
    let scores = runs.map { ScoreBytes($0, index) }
    json = Self.escaped(
      PythonJSON.line(
        .dictionary([
          "runs": .list(runs.indices.map { Self.run(runs[$0], $0, texts: texts.numbers[$0], scores[$0]) }),
          "lmEval": runs[0].samplesName.map { .string($0) } ?? .none,
        ])))
    parts =
      try [PackedPart("docs", Self.bytes(index.json))] + texts.parts
      + scores.enumerated().map { try PackedPart("scores-\($0)", $1.bytes) }
      + runs.enumerated().map { try PackedPart("manifest-\($0)", Self.manifest($1.report.manifest)) }
      + runs.enumerated().compactMap { number, run in
        try run.tokenLines.map { try PackedPart("tokens-\(number)", $0) }
      }
  }

  private static func manifest(_ manifest: RunManifest) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(manifest))
  }

  private static func run(_ run: NamedReport, _ number: Int, texts: Int?, _ scores: ScoreBytes) -> PythonValue {
    .dictionary([
      "name": .string(run.name), "texts": texts.map { .int($0) } ?? .none,
      "tokens": run.tokenLines == nil ? .none : .int(number),
      "docs": .int(run.report.outcomes.count), "scores": .int(scores.scoreCount),
      "readouts": .list(run.readoutNames.map { .string($0) }),
      "loops": .list(run.report.result.readouts.map { $0.map { .int($0) } ?? .none }),
    ])
  }

  /// The prompts of all runs, and which of them each run has; runs that asked the same share theirs.
  private static func texts(_ runs: [NamedReport], _ index: DocIndex) throws -> (parts: [PackedPart], numbers: [Int?]) {
    var parts: [PackedPart] = []
    var known: [(questions: [DocKey: AskedQuestion], number: Int)] = []
    var numbers: [Int?] = []
    for run in runs {
      guard let questions = run.report.questions else {
        numbers.append(nil)
        continue
      }
      if let same = known.first(where: { $0.questions == questions }) {
        numbers.append(same.number)
        continue
      }
      let number = parts.count
      parts.append(try PackedPart("texts-\(number)", coded(PromptTexts(index, questions).json)))
      known.append((questions, number))
      numbers.append(number)
    }
    return (parts, numbers)
  }

  private static func bytes(_ value: PythonValue) -> [UInt8] { Array(PythonJSON.line(value).utf8) }

  private static func coded(_ value: PythonValue) -> [UInt8] { Array(WordCodes(PythonJSON.line(value)).text.utf8) }

  /// JSON without `<`, which could end its element or begin a comment; byte by byte, since Swift takes one with an accent after
  /// it for another character.
  private static func escaped(_ json: String) -> String {
    String(decoding: json.utf8.flatMap { $0 == UInt8(ascii: "<") ? Array(#"\u003c"#.utf8) : [$0] }, as: UTF8.self)
  }
}

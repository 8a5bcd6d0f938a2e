import Console
import EvalCore
import EvalStore
import FileWriters
import Foundation
import Testing

/// Outcomes of other kinds than a choice among letters.
@Suite struct OutcomeKindsTests {
  static let outcomes = [
    Outcome(
      task: "mc_taco", docID: 0, docHash: "d", promptHash: "p", targetHash: "t", choices: ["ja", "nein", "|"],
      golds: [2, 0],
      answers: [
        Outcome.Answer(
          loops: nil, logprobs: [-1, -2, -3], isGreedy: [true, false, false], unconditional: [-0.1, -.infinity, 0.25],
          fault: nil)
      ]),
    Outcome(
      task: "mc_taco", docID: 1, docHash: "d", promptHash: "p", targetHash: "t", choices: ["ja", "nein"], golds: [],
      isOwnExample: true,
      answers: [Outcome.Answer(loops: nil, logprobs: [-1, -2], isGreedy: [true, false], fault: nil)]),
    Outcome(
      task: "lambada", docID: 0, docHash: "d", promptHash: "p", targetHash: "t", outputType: .loglikelihood,
      choices: [], golds: [], answers: [Outcome.Answer(loops: nil, logprobs: [-1.5], isGreedy: [true], fault: nil)]),
    Outcome(
      task: "wikitext", docID: 0, docHash: "d", promptHash: "p", targetHash: "t", outputType: .loglikelihoodRolling,
      choices: [], golds: [], words: 7, bytes: 41,
      answers: [Outcome.Answer(loops: nil, logprobs: [-99.5], isGreedy: [false], fault: nil)]),
  ]

  static func manifest() -> RunManifest {
    var manifest = SampleRun.manifest(docs: 4)
    manifest.model.readouts = [ReadoutDepth(loops: nil, layerApplications: 4)]
    manifest.model.programSHA256 = ["aa"]
    return manifest
  }

  static func written() throws -> TemporaryFolder {
    let temporary = try TemporaryFolder()
    var writer = try RunFolder(temporary.path + "/run").create(manifest())
    try writer.append(outcomes, seconds: 1)
    return temporary
  }

  /// What reading says when a text in `outcomes.jsonl` is another one.
  static func problem(_ text: String, _ replacement: String) throws -> String {
    let temporary = try written()
    let path = temporary.path + "/run/outcomes.jsonl"
    let lines = try String(contentsOfFile: path, encoding: .utf8)
    try #require(lines.contains(text))
    try Data(lines.replacing(text, with: replacement).utf8).write(to: URL(filePath: path))
    do {
      _ = try RunFolder(temporary.path + "/run").read()
      return "no error"
    } catch {
      return "\(error)"
    }
  }

  @Test func `come back as they were written`() throws {
    let temporary = try Self.written()
    #expect(try RunFolder(temporary.path + "/run").read().outcomes == Self.outcomes)
  }

  @Test func `a line has only what its kind needs`() throws {
    let lines = try Self.written().text("run/outcomes.jsonl").split(separator: "\n")
    #expect(lines[0].contains(#""gold":2,"golds":[2,0]"#))
    #expect(lines[0].contains(#""unconditional":[-0.1,"-inf",0.25]"#))
    #expect(!lines[0].contains("output_type") && !lines[0].contains("words"))
    #expect(lines[1].contains(#""golds":[]"#) && !lines[1].contains(#""gold":"#))
    #expect(lines[2].contains(#""output_type":"loglikelihood""#) && !lines[2].contains("unconditional"))
    #expect(lines[3].contains(#""bytes":41"#) && lines[3].contains(#""words":7"#))
  }

  @Test func `a gold that is not among the choices is refused`() throws {
    #expect(try Self.problem("[2,0]", "[2,3]").contains("gold is 3, but there are 3 choices"))
  }

  @Test func `a line that says nothing of the right choice is refused`() throws {
    #expect(try Self.problem(#""golds":[],"#, "").contains(#"key "gold" is missing"#))
  }

  @Test func `a wrong number of entries is refused`() throws {
    #expect(try Self.problem("[-99.5]", "[-99.5,-1]").contains("an answer has 2 entries for a single continuation"))
    #expect(try Self.problem(#"[-0.1,"-inf",0.25]"#, "[-0.1]").contains("an answer has 1 entries for 3 choices"))
  }

  @Test func `an unknown word or kind is refused`() throws {
    #expect(try Self.problem(#""-inf""#, #""minus""#).contains("has an unknown value"))
    #expect(try Self.problem(#":"loglikelihood""#, #":"generate_until""#).contains("has an unknown value"))
  }

  @Test func `choices of one text are no tie, though an older run took them for one`() throws {
    let temporary = try TemporaryFolder()
    var manifest = Self.manifest()
    manifest.task.docs = 1
    let doc = Outcome(
      task: "piqa", docID: 0, docHash: "d", promptHash: "p", targetHash: "t", choices: ["ja", "ja", "nein"],
      golds: [0],
      answers: [Outcome.Answer(loops: nil, logprobs: [-1, -1, -2], isGreedy: [true, true, false], fault: nil)])
    var writer = try RunFolder(temporary.path + "/run").create(manifest)
    try writer.append([doc], seconds: 1)
    let path = temporary.path + "/run/outcomes.jsonl"
    let line = try String(contentsOfFile: path, encoding: .utf8)
    #expect(line.contains(#""prediction":0"#))
    #expect(try RunFolder(temporary.path + "/run").read().outcomes == [doc])
    let older = line.replacing(#""prediction":0"#, with: #""no_prediction":"tie","prediction":null"#)
    try Data(older.utf8).write(to: URL(filePath: path))
    #expect(try RunFolder(temporary.path + "/run").read().outcomes == [doc])
    try Data(line.replacing(#""prediction":0"#, with: #""prediction":1"#).utf8).write(to: URL(filePath: path))
    #expect(throws: UserError.self) { try RunFolder(temporary.path + "/run").read() }
  }
}

import EvalCore
import EvalStore
import FileWriters
import Foundation
import Testing

@Suite struct RunFolderTests {
  /// A finished run of the sample's three docs, in `run` below a temporary folder.
  static func finished() throws -> TemporaryFolder {
    let temporary = try TemporaryFolder()
    var writer = try RunFolder(temporary.path + "/run").create(SampleRun.manifest())
    try writer.append(SampleRun.outcomes.prefix(2), seconds: 5)
    try writer.append(SampleRun.outcomes.suffix(1), seconds: 12)
    try writer.finish(SampleRun.outcomes, work: nil, seconds: 12.5, at: "2026-01-02T04:05:06.789Z")
    return temporary
  }

  static func problem(_ temporary: TemporaryFolder, _ file: String = "run") -> String {
    do {
      _ = try RunFolder(temporary.path + "/" + file).read()
      return "no error"
    } catch {
      return "\(error)".replacing(temporary.path + "/", with: "")
    }
  }

  @Test func `a run comes back as it was written, bit for bit`() throws {
    let temporary = try Self.finished()
    let run = try RunFolder(temporary.path + "/run").read()
    #expect(run.completion == .finished(3))
    #expect(!run.hasTornEnd)
    #expect(run.manifest.elapsedSeconds == 12.5)
    #expect(run.manifest.model == SampleRun.manifest().model)
    #expect(run.outcomes.count == 3)
    for (read, written) in zip(run.outcomes, SampleRun.outcomes) {
      #expect(read.docHash == written.docHash && read.promptHash == written.promptHash && read.gold == written.gold)
      #expect(read.answers.map(\.isGreedy) == written.answers.map(\.isGreedy))
      #expect(read.answers.map(\.fault) == written.answers.map(\.fault))
      for (a, b) in zip(read.answers.flatMap(\.logprobs), written.answers.flatMap(\.logprobs)) {
        #expect(a.isNaN && b.isNaN || a.bitPattern == b.bitPattern)
      }
    }
  }

  @Test func `random log-probabilities come back bit for bit`() throws {
    let temporary = try TemporaryFolder()
    let outcomes = (0..<200).map { id in
      SampleRun.outcome(id, (0..<4).map { _ in -Double.random(in: 0...50) })
    }
    var writer = try RunFolder(temporary.path + "/run").create(SampleRun.manifest(docs: 200))
    try writer.append(outcomes, seconds: 1)
    #expect(try RunFolder(temporary.path + "/run").read().outcomes == outcomes)
  }

  @Test func `docs that an exit rule stopped have fewer answers, and residuals where these were measured`() throws {
    let temporary = try TemporaryFolder()
    let outcomes = (0..<6).map { id in
      let answers = SampleRun.outcome(id, [-1, -2, -3, -4], residual: 0.1 + Double(id)).answers
      return SampleRun.outcome(id, answers: Array(answers.prefix(1 + id % 2)))
    }
    for exit in [ExitRule(criterion: .kl, threshold: 0.1, minimumLoops: 8, patience: 2), nil] {
      let folder = RunFolder(temporary.path + "/\(exit == nil)")
      var manifest = SampleRun.manifest(docs: 6)
      manifest.exit = exit
      var writer = try folder.create(manifest)
      try writer.append(outcomes, seconds: 1)
      if exit == nil {
        #expect { try folder.read() } throws: {
          "\($0)".contains(":1: the answers are at 8 loops, the manifest says 8, 400")
        }
      } else {
        let run = try folder.read()
        #expect(run.outcomes == outcomes && run.manifest.exit == exit)
        #expect(run.outcomes[1].answers[1].residual == 1.1)
      }
    }
  }

  @Test func `a line has lm-eval's names, null for what is not a number, and the prediction`() throws {
    let lines = try Self.finished().text("run/outcomes.jsonl").split(separator: "\n")
    let expected = #"""
      {"answers":[{"fault":null,"is_greedy":[true,false,false,false],"logprobs":[-1,-2,-3,-4],"loops":8,\#
      "prediction":0},{"fault":null,"is_greedy":[false,false,true,false],"logprobs":[null,null,null,-1],\#
      "loops":400,"no_prediction":"invalid","non_finite":["nan","-inf","inf",null],"prediction":null}],\#
      "choices":["A","B","C","D"],"doc_hash":"d1","doc_id":1,"gold":2,"prompt_hash":"p1","target_hash":"t",\#
      "task":"mmlu_tides"}
      """#
    #expect(String(lines[1]) == expected)
  }

  @Test func `a folder that holds a run is not written over`() throws {
    let temporary = try Self.finished()
    let before = try temporary.text("run/outcomes.jsonl")
    #expect {
      try RunFolder(temporary.path + "/run").create(SampleRun.manifest())
    } throws: {
      "\($0)" == "\(temporary.path)/run: holds a run already (\(temporary.path)/run/manifest.json is there). "
        + "Choose another --output, or move that folder away."
    }
    #expect(try temporary.text("run/outcomes.jsonl") == before)
  }

  @Test func `a file where a folder is expected is an error, for writing and reading`() throws {
    let temporary = try TemporaryFolder()
    try temporary.write("", to: "run")
    #expect { try RunFolder(temporary.path + "/run").create(SampleRun.manifest()) } throws: {
      "\($0)" == "\(temporary.path)/run: is a file, and a run is a folder. Give the path of a folder."
    }
    #expect(Self.problem(temporary) == "run: is a file, and a run is a folder. Give the path of a folder.")
  }

  @Test func `a place where nothing can be made is an error`() throws {
    let temporary = try TemporaryFolder()
    try temporary.write("", to: "file")
    #expect { try RunFolder(temporary.path + "/file/run").create(SampleRun.manifest()) } throws: {
      "\($0)".hasPrefix("\(temporary.path)/file/run: cannot be written: ")
        && "\($0)".hasSuffix("Choose an --output on a disk with room, where you may write.")
    }
  }

  @Test func `a run that was stopped is read, and says how far it came`() throws {
    let temporary = try TemporaryFolder()
    var writer = try RunFolder(temporary.path + "/run").create(SampleRun.manifest())
    try writer.append(SampleRun.outcomes.prefix(2), seconds: 1)
    let run = try RunFolder(temporary.path + "/run").read()
    #expect(run.completion == Completion(done: 2, planned: 3, isFinished: false))
    let result = RunResult(
      outcomes: run.outcomes, of: run.manifest, tree: TaskTree(name: "mmlu"), completion: run.completion)
    #expect(result.verdict.reasons.map(\.rule).contains("unfinished_run"))
  }

  @Test func `a line that was being written when the run stopped is left out and told`() throws {
    let temporary = try TemporaryFolder()
    var writer = try RunFolder(temporary.path + "/run").create(SampleRun.manifest())
    try writer.append(SampleRun.outcomes, seconds: 1)
    try temporary.write(String(try temporary.text("run/outcomes.jsonl").dropLast(40)), to: "run/outcomes.jsonl")
    let run = try RunFolder(temporary.path + "/run").read()
    #expect(run.hasTornEnd)
    #expect(run.completion == Completion(done: 2, planned: 3, isFinished: false))
  }

  @Test func `a torn line in a finished run is an error`() throws {
    let temporary = try Self.finished()
    try temporary.write(String(try temporary.text("run/outcomes.jsonl").dropLast(40)), to: "run/outcomes.jsonl")
    #expect(
      Self.problem(temporary)
        == "run/outcomes.jsonl:3: the last line has no end, but the manifest says that the run finished. The file was "
        + "changed or damaged after the run; run it again with another --output.")
  }

  @Test func `a finished run with a line too few is an error`() throws {
    let temporary = try Self.finished()
    let lines = try temporary.text("run/outcomes.jsonl").split(separator: "\n")
    try temporary.write(lines[0] + "\n", to: "run/outcomes.jsonl")
    #expect(
      Self.problem(temporary).hasPrefix(
        "run/outcomes.jsonl: has 1 docs, but the manifest says that the run finished with 3. The file"))
  }

  @Test func `what is not a run is told with the remedy`() throws {
    let temporary = try TemporaryFolder()
    let remedy = " Give the folder of a run, a part of a name that `rwkv-eval runs` lists, or last."
    #expect(Self.problem(temporary) == "run: there is no such folder." + remedy)
    try FileManager.default.createDirectory(atPath: temporary.path + "/run", withIntermediateDirectories: true)
    #expect(
      Self.problem(temporary) == "run: there is no readable manifest.json, so this is not a run." + remedy)
    try temporary.write("{\"name\": \"npm\"}", to: "run/manifest.json")
    #expect(
      Self.problem(temporary)
        == "run/manifest.json: not a run's manifest: key \"formatVersion\" is missing." + remedy)
    try temporary.write("", to: "run/manifest.json")
    #expect(Self.problem(temporary) == "run/manifest.json: not a run's manifest: not valid JSON." + remedy)
    try temporary.write("{\"formatVersion\": 3}", to: "run/manifest.json")
    #expect(
      Self.problem(temporary)
        == "run/manifest.json: formatVersion is 3, and this rwkv-eval reads 1 and 2. "
        + "Use the version of rwkv-eval that made the run.")
  }

  @Test func `a run without its outcomes is an error`() throws {
    let temporary = try Self.finished()
    try FileManager.default.removeItem(atPath: temporary.path + "/run/outcomes.jsonl")
    #expect(
      Self.problem(temporary)
        == "run/outcomes.jsonl: there is no such file beside the manifest, or it is not readable. "
        + "Give the folder of a run, a part of a name that `rwkv-eval runs` lists, or last.")
  }

  // A text in the second line of the finished run, what takes its place, and what the error says.
  static let damages = [
    (#""gold":2"#, #""gold":4"#, "gold is 4, but there are 4 choices"),
    (#""gold":2"#, #""gold":"C""#, #"key "gold" has a value of another type than expected"#),
    (#""doc_id":1,"#, "", #"key "doc_id" is missing"#),
    (#""doc_id":1"#, #""doc_id":0"#, "mmlu_tides doc 0 is already in line 1"),
    (#""loops":400"#, #""loops":401"#, "the answers are at 8, 401 loops, the manifest says 8, 400"),
    (#"[-1,-2,-3,-4]"#, #"[-1,-2,-3]"#, "an answer has 3 entries for 4 choices"),
    (#""prediction":0"#, #""prediction":1"#, "prediction is 1, but the log-probabilities give 0"),
    (#""prediction":null"#, #""prediction":0"#, "prediction is 0, but the log-probabilities give none"),
    (#""nan""#, #""NaN?""#, #"a log-probability is neither a number nor "nan", "inf" or "-inf""#),
    (#"{"answers""#, #"{answers"#, "not valid JSON"),
  ]

  @Test(arguments: damages)
  func `a damaged line is named`(_ original: String, _ damaged: String, _ problem: String) throws {
    let temporary = try Self.finished()
    var lines = try temporary.text("run/outcomes.jsonl").components(separatedBy: "\n")
    try #require(lines[1].contains(original))
    lines[1] = lines[1].replacing(original, with: damaged, maxReplacements: 1)
    try temporary.write(lines.joined(separator: "\n"), to: "run/outcomes.jsonl")
    #expect(
      Self.problem(temporary)
        == "run/outcomes.jsonl:2: \(problem). The file was changed or damaged after the run; "
        + "run it again with another --output.")
  }
}

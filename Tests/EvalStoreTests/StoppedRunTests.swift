import Console
import EvalCore
import EvalStore
import FileWriters
import Foundation
import Testing

@Suite struct StoppedRunTests {
  private let temporary: TemporaryFolder
  private let folder: RunFolder

  init() throws {
    temporary = try TemporaryFolder()
    folder = RunFolder(temporary.path + "/run")
  }

  /// Docs without answers, in run order.
  private static let docs = SampleRun.outcomes.map { outcome in
    Outcome(
      task: outcome.task, docID: outcome.docID, docHash: outcome.docHash, promptHash: outcome.promptHash,
      targetHash: outcome.targetHash, choices: outcome.choices, gold: outcome.gold, answers: [])
  }

  /// A run that stopped after some outcomes.
  private func stop(after outcomes: [Outcome], checkpoint: String? = "c0ffee", seconds: Double = 7) throws {
    var writer = try folder.create(SampleRun.manifest())
    try writer.record(checkpointSHA256: checkpoint)
    try writer.append(outcomes, seconds: seconds)
  }

  private func resume(_ manifest: RunManifest = SampleRun.manifest()) throws -> RunWriter {
    try #require(try folder.stopped()).resume(manifest, docs: Self.docs)
  }

  private func problem(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "no error"
    } catch {
      return "\(error)".replacing(temporary.path + "/", with: "")
    }
  }

  @Test("A run that was resumed has the bytes of a run in one piece, though its docs were answered in another order")
  func bytes() throws {
    let whole = try RunFolderTests.finished()
    try stop(after: [SampleRun.outcomes[2], SampleRun.outcomes[1]])
    var writer = try resume()
    #expect(writer.kept.map(\.docID) == [2, 1])
    try writer.record(checkpointSHA256: "c0ffee")
    try writer.append([SampleRun.outcomes[0]], seconds: 1)
    #expect(try folder.read().outcomes.map(\.docID) == [2, 1, 0])
    // What is kept has been read from the disk; what is new has not.
    try writer.finish(
      [SampleRun.outcomes[0], writer.kept[1], writer.kept[0]], work: nil, seconds: 2, at: "2026-01-02T04:05:06.789Z")
    #expect(try temporary.text("run/outcomes.jsonl") == whole.text("run/outcomes.jsonl"))
    #expect(try folder.read().completion == .finished(3))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["manifest.json", "outcomes.jsonl"])
  }

  @Test("A negative zero and the smallest numbers come back from the disk as they were written")
  func extremes() throws {
    let odd = SampleRun.outcome(0, [-0.0, -Double.leastNonzeroMagnitude, -1.7976931348623157e308, -0.1])
    try stop(after: [odd])
    let first = try temporary.text("run/outcomes.jsonl")
    var writer = try resume()
    try writer.finish(writer.kept, work: nil, seconds: 1, at: "2026-01-02T04:05:06.789Z")
    #expect(try temporary.text("run/outcomes.jsonl") == first)
  }

  @Test("A resumed run keeps its start, tells when it went on, and its seconds are the sum of its parts")
  func seconds() throws {
    try stop(after: [SampleRun.outcomes[0]], seconds: 7)
    #expect(try folder.read().manifest.secondsSoFar == 7)
    for part in 1...2 {
      var manifest = SampleRun.manifest()
      manifest.startedAt = "2026-01-0\(part + 2)T00:00:00Z"
      manifest.machine.threads = 8
      manifest.machine.processor = "another"
      manifest.commandLine = []
      manifest.model.path = "elsewhere"
      var writer = try resume(manifest)
      try writer.append([SampleRun.outcomes[part]], seconds: 10)
      if part == 2 {
        let work = RunManifest.Work(requestTokens: 3, computedTokens: 2, tokenApplications: 16)
        try writer.finish(SampleRun.outcomes, work: work, seconds: 11, at: "2026-01-02T04:05:06.789Z")
      }
    }
    let read = try folder.read().manifest
    var expected = SampleRun.manifest()
    expected.model.sha256 = "c0ffee"
    expected.resumedAt = ["2026-01-03T00:00:00Z", "2026-01-04T00:00:00Z"]
    expected.elapsedSeconds = 7 + 10 + 11
    expected.finishedAt = "2026-01-02T04:05:06.789Z"
    expected.work = .init(requestTokens: 3, computedTokens: 2, tokenApplications: 16)
    #expect(read == expected)
  }

  @Test("Seconds are recorded now and then, every outcome at once")
  func cadence() throws {
    var writer = try folder.create(SampleRun.manifest())
    for (outcome, (seconds, recorded)) in zip(SampleRun.outcomes, [(4, nil), (6, 6), (10, 6)] as [(Double, Double?)]) {
      try writer.append([outcome], seconds: seconds)
      let run = try folder.read()
      #expect(run.outcomes.count == outcome.docID + 1)
      #expect(run.manifest.secondsSoFar == recorded)
    }
  }

  @Test("A line that was being written is dropped, and the next one begins where it began")
  func torn() throws {
    try stop(after: SampleRun.outcomes)
    let whole = try temporary.text("run/outcomes.jsonl")
    try temporary.write(String(whole.dropLast(40)), to: "run/outcomes.jsonl")
    var writer = try resume()
    #expect(writer.kept.map(\.docID) == [0, 1])
    try writer.append([SampleRun.outcomes[2]], seconds: 1)
    #expect(try temporary.text("run/outcomes.jsonl") == whole)
  }

  static let changes: [(String, @Sendable (inout RunManifest) -> Void)] = [
    ("model was tiny and is big", { $0.model.name = "big" }),
    ("format was none and is fp16", { $0.model.format = "fp16" }),
    ("parameters was none and is 7", { $0.model.parameters = 7 }),
    (
      "vocabulary was none and is 012345678901…",
      { $0.model.tokenizerSHA256 = String(repeating: "0123456789", count: 6) + "abcd" }
    ),
    ("start token was none and is false", { $0.model.startToken = false }),
    ("depth program was aa, bb and is aa", { $0.model.programSHA256 = ["aa"] }),
    (
      "read-outs was 8 loops, 400 loops and is no loops",
      { $0.model.readouts = [.init(loops: nil, layerApplications: 8)] }
    ),
    ("task was mmlu and is other", { $0.task.name = "other" }),
    ("split was test and is val", { $0.task.split = "val" }),
    ("few-shot examples was 0 and is 5", { $0.task.numFewshot = 5 }),
    ("docs per subject was all and is 3", { $0.task.limit = 3 }),
    ("subjects was all and is a*, b", { $0.task.subjects = ["a*", "b"] }),
    ("data was d and is e", { $0.task.dataSHA256 = "e" }), ("prompt was p and is q", { $0.task.promptSHA256 = "q" }),
    ("contexts was c and is d", { $0.task.contextsSHA256 = "d" }),
    (
      "tokens per batch was none and is 256; prefix sharing was none and is true",
      { $0.layout = .init(tokensPerBatch: 256, sharesPrefixes: true) }
    ),
    ("BLAS was openblas and is mkl", { $0.machine.blas = "mkl" }),
    ("instruction set was avx2 and is avx512", { $0.machine.simd = "avx512" }),
    ("precision was fp32 and is bf16", { $0.machine.precision = "bf16" }),
    ("rwkv-eval was 0.1 and is 0.2", { $0.toolVersion = "0.2" }),
  ]

  @Test("A setting that differs is named with both values, and the folder stays as it was", arguments: changes.indices)
  func differing(_ index: Int) throws {
    let (words, change) = Self.changes[index]
    try stop(after: [SampleRun.outcomes[0]])
    try temporary.write(temporary.text("run/outcomes.jsonl") + "{", to: "run/outcomes.jsonl")
    let before = try [temporary.text("run/outcomes.jsonl"), temporary.text("run/manifest.json")]
    var manifest = SampleRun.manifest()
    change(&manifest)
    #expect(
      problem { _ = try resume(manifest) } == "run: holds an unfinished run with other settings: \(words). "
        + "Give the settings of that run to resume it, or choose another --output.")
    #expect(try [temporary.text("run/outcomes.jsonl"), temporary.text("run/manifest.json")] == before)
  }

  @Test("Another checkpoint is refused before anything is appended")
  func otherCheckpoint() throws {
    try stop(after: [SampleRun.outcomes[0]])
    var writer = try resume()
    #expect(
      problem { try writer.record(checkpointSHA256: "decaf") }
        == "run: holds an unfinished run with other settings: checkpoint SHA-256 was c0ffee and is decaf. "
        + "Give the settings of that run to resume it, or choose another --output.")
    #expect(try folder.read().manifest.model.sha256 == "c0ffee")
  }

  @Test("The checkpoint's digest is on disk as soon as it is known")
  func digest() throws {
    var writer = try folder.create(SampleRun.manifest())
    #expect(try folder.read().manifest.model.sha256 == nil)
    try writer.record(checkpointSHA256: "c0ffee")
    #expect(try folder.read().manifest.model.sha256 == "c0ffee")
  }

  @Test func `A run that is suspended knows its seconds, and is resumed as one that was killed`() throws {
    var writer = try folder.create(SampleRun.manifest())
    try writer.append([SampleRun.outcomes[0]], seconds: 1)
    #expect(try folder.read().manifest.secondsSoFar == nil)
    try writer.suspend(seconds: 2)
    #expect(try folder.read().manifest.secondsSoFar == 2)
    #expect(try folder.read().completion == Completion(done: 1, planned: 3, isFinished: false))
  }

  @Test func `A finished run of another checkpoint is refused`() throws {
    try stop(after: SampleRun.outcomes)
    var writer = try resume()
    try writer.finish(writer.kept, work: nil, seconds: 1, at: "2026-01-02T04:05:06.789Z")
    let run = try #require(try folder.finished())
    try run.requireCheckpoint("c0ffee")
    #expect(problem { try run.requireCheckpoint("decaf") }.contains("checkpoint SHA-256 was c0ffee and is decaf"))
  }

  @Test func `Room is looked at before there is anything to be kept`() throws {
    _ = try folder.create(SampleRun.manifest())
    #expect(try folder.room(for: 1 << 20) == nil)
    let problem = problem { _ = try folder.room(for: 1 << 60) }
    #expect(problem.contains(", and the run takes about 1099511627776 MiB. Make room"))
  }

  @Test("A kept doc that the run does not have is refused")
  func foreign() throws {
    try stop(after: [SampleRun.outcomes[1]])
    try temporary.write(
      temporary.text("run/outcomes.jsonl").replacing("\"p1\"", with: "\"p7\""), to: "run/outcomes.jsonl")
    #expect(
      problem { _ = try resume() }.hasPrefix(
        "run/outcomes.jsonl: mmlu_tides doc 1 is not a doc of this run, or its text was another. The file was changed"))
  }

  @Test("A finished run is not resumed; it is read, and refuses to be taken for another")
  func finished() throws {
    let whole = try RunFolderTests.finished()
    let run = try #require(try RunFolder(whole.path + "/run").finished())
    #expect(run.completion == .finished(3))
    try run.requireSame(SampleRun.manifest(), docs: Self.docs)
    try run.requireCheckpoint(nil)
    var manifest = SampleRun.manifest()
    manifest.task.split = "val"
    #expect {
      try run.requireSame(manifest, docs: Self.docs)
    } throws: {
      "\($0)" == "\(whole.path)/run: holds a finished run with other settings: split was test and is val. "
        + "`rwkv-eval report \(whole.path)/run` reports that run; choose another --output for this one."
    }
    #expect(throws: UserError.self) { try run.requireSame(SampleRun.manifest(), docs: Array(Self.docs.prefix(2))) }
    try stop(after: SampleRun.outcomes)
    #expect(try folder.finished() == nil)
    #expect {
      try RunFolder(whole.path + "/run").stopped()
    } throws: {
      "\($0)" == "\(whole.path)/run: holds a run already (\(whole.path)/run/manifest.json is there). "
        + "Choose another --output, or move that folder away."
    }
  }

  @Test("One process at a time writes a run; the lock goes with its holder")
  func lock() throws {
    let locked = "run: another rwkv-eval is writing this run. Wait for its end, or choose another --output."
    do {
      var writer = try folder.create(SampleRun.manifest())
      #expect(problem { _ = try folder.stopped() } == locked)
      #expect(problem { _ = try folder.create(SampleRun.manifest()) } == locked)
      #expect(folder.isBeingWritten)
      try writer.append(SampleRun.outcomes, seconds: 1)
    }
    #expect(!folder.isBeingWritten)
    do {
      let stopped = try #require(try folder.stopped())
      #expect(problem { _ = try folder.stopped() } == locked)
      var writer = try stopped.resume(SampleRun.manifest(), docs: Self.docs)
      #expect(problem { _ = try folder.stopped() } == locked)
      try writer.finish(writer.kept, work: nil, seconds: 2, at: "2026-01-02T04:05:06.789Z")
    }
    #expect(problem { _ = try folder.stopped() }.hasPrefix("run: holds a run already"))
  }

  @Test("The lock holds for the outcomes that take the place of the old ones")
  func lockAfterReplacement() throws {
    var writer = try folder.create(SampleRun.manifest())
    try writer.finish(SampleRun.outcomes, work: nil, seconds: 2, at: "2026-01-02T04:05:06.789Z")
    var unfinished = try folder.read().manifest
    unfinished.elapsedSeconds = nil
    try JSONEncoder().encode(unfinished).write(to: URL(filePath: folder.path + "/manifest.json"))
    #expect(problem { _ = try folder.stopped() }.hasPrefix("run: another rwkv-eval is writing"))
    // The writer lives, and holds its lock, until here.
    #expect(writer.kept.isEmpty)
  }

  @Test("A folder without a run, or with a start that was killed, is begun")
  func begun() throws {
    #expect(try folder.stopped() == nil)
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    try temporary.write("", to: "run/outcomes.jsonl")
    #expect(try folder.stopped() == nil)
    _ = try folder.create(SampleRun.manifest())
    #expect(try folder.read().completion == Completion(done: 0, planned: 3, isFinished: false))
  }

  @Test("Outcomes without a manifest are not written over")
  func orphan() throws {
    try stop(after: [SampleRun.outcomes[0]])
    let before = try temporary.text("run/outcomes.jsonl")
    try FileManager.default.removeItem(atPath: folder.path + "/manifest.json")
    #expect(try folder.stopped() == nil)
    #expect(
      problem { _ = try folder.create(SampleRun.manifest()) }
        == "run: holds a run already (run/outcomes.jsonl is there). Choose another --output, or move that folder away.")
    #expect(try temporary.text("run/outcomes.jsonl") == before)
  }

  @Test("A manifest that is none, or has no outcomes beside it, is refused with what to do")
  func damaged() throws {
    let remedy = ". Choose another --output, or move that folder away."
    try stop(after: [SampleRun.outcomes[0]])
    try FileManager.default.removeItem(atPath: folder.path + "/outcomes.jsonl")
    #expect(
      problem { _ = try folder.stopped() }
        == "run/outcomes.jsonl: there is no such file beside the manifest, or it is not readable" + remedy)
    try temporary.write("{\"name\": \"npm\"}", to: "run/manifest.json")
    #expect(
      problem { _ = try folder.stopped() }
        == "run/manifest.json: not a run's manifest: key \"formatVersion\" is missing" + remedy)
  }

  @Test("A manifest of an older run, without a layout, is read")
  func older() throws {
    try stop(after: [SampleRun.outcomes[0]])
    let text = try temporary.text("run/manifest.json")
    for key in ["layout", "resumedAt"] { #expect(!text.contains("\"\(key)\"")) }
    #expect(try folder.read().manifest.layout == nil)
    var manifest = SampleRun.manifest()
    manifest.layout = .init(tokensPerBatch: 300, sharesPrefixes: false)
    #expect(try JSONDecoder().decode(RunManifest.self, from: JSONEncoder().encode(manifest)) == manifest)
  }
}

import FileWriters
import EvalCore
import EvalStore
import Foundation
import Testing

/// Numbers in a run's files that nothing of ours writes: each is refused where it stands, before anybody computes with it.
@Suite struct ManifestCheckTests {
  private static let manifestEdits: [(edit: String, as: String, words: String)] = [
    ("\"loops\" : 8", "\"loops\" : -1", "model.readouts.0.loops\" is -1, which is not from 1"),
    ("\"loops\" : 8", "\"loops\" : 0", "model.readouts.0.loops\" is 0"),
    ("\"loops\" : 8", "\"loops\" : 400", "model.readouts.1.loops\" is 400 a second time"),
    ("\"layerApplications\" : 8", "\"layerApplications\" : -1", "model.readouts.0.layerApplications\" is -1"),
    (
      "\"layerApplications\" : 400", "\"layerApplications\" : 9223372036854775807",
      "model.readouts.1.layerApplications\" is 9223372036854775807"
    ),
    ("\"threads\" : 2", "\"threads\" : 0", "machine.threads\" is 0"),
    ("\"docs\" : 3", "\"docs\" : -3", "task.docs\" is -3"),
    ("\"numFewshot\" : 0", "\"numFewshot\" : -1", "task.numFewshot\" is -1"),
    ("\"name\" : \"tiny\"", "\"name\" : \"tiny\", \"parameters\" : -1", "model.parameters\" is -1"),
    ("\"elapsedSeconds\" : 12.5", "\"elapsedSeconds\" : -1", "elapsedSeconds\" is -1.0, which is no time"),
    ("\"elapsedSeconds\" : 12.5", "\"elapsedSeconds\" : 1e300", "elapsedSeconds\" is 1e+300, which is no time"),
    (
      "\"formatVersion\" : 2",
      "\"formatVersion\" : 2, \"work\" : {\"requestTokens\": 1, \"computedTokens\": 1, \"tokenApplications\": -5}",
      "work.tokenApplications\" is -5"
    ),
    (
      "\"formatVersion\" : 2",
      "\"formatVersion\" : 2, \"layout\" : {\"tokensPerBatch\": 4800000000000, \"sharesPrefixes\": true}",
      "layout.tokensPerBatch\" is 4800000000000"
    ),
  ]

  @Test(arguments: manifestEdits.indices)
  func `A number of the manifest that cannot be is refused with its key`(_ index: Int) throws {
    let (edit, other, words) = Self.manifestEdits[index]
    let temporary = try RunFolderTests.finished()
    let text = try temporary.text("run/manifest.json")
    try #require(text.contains(edit), "\(text)")
    try temporary.write(text.replacing(edit, with: other), to: "run/manifest.json")
    let problem = RunFolderTests.problem(temporary)
    #expect(problem.hasPrefix("run/manifest.json: key \"\(words)"), "\(problem)")
  }

  @Test(
    arguments: [
      ("\"doc_id\":0", "\"doc_id\":-1", 1, "doc_id\" is -1"),
      ("\"task\"", "\"words\":4611686018427387904,\"task\"", 1, "words\" is 4611686018427387904"),
      ("\"loop\":2", "\"loop\":9223372036854775807", 3, "fault.loop\" is 9223372036854775807"),
    ])
  func `A number of an outcome that cannot be is refused with its line`(
    _ edit: String, _ other: String, _ line: Int, _ words: String
  ) throws {
    let temporary = try RunFolderTests.finished()
    let text = try temporary.text("run/outcomes.jsonl")
    try #require(text.contains(edit), "\(text)")
    var lines = text.split(separator: "\n").map(String.init)
    lines[line - 1] = lines[line - 1].replacing(edit, with: other)
    try temporary.write(lines.joined(separator: "\n") + "\n", to: "run/outcomes.jsonl")
    #expect(RunFolderTests.problem(temporary).hasPrefix("run/outcomes.jsonl:\(line): key \"\(words)"))
  }

  @Test(
    arguments: [
      ("\"loop\":0", "\"loop\":9223372036854775807", "loop\" is 9223372036854775807"),
      ("\"application\":0", "\"application\":-1", "application\" is -1"),
      ("\"non_finite_rows\":0", "\"non_finite_rows\":9", "non_finite_rows\" is 9, which is not from 0 to 3"),
      ("\"frozen_share\":0.5", "\"frozen_share\":1e300", "frozen_share\" is 1e+300, and a share is from 0 to 1"),
    ])
  func `A number of the trace that cannot be is refused with its line`(
    _ edit: String, _ other: String, _ words: String
  ) throws {
    let temporary = try RunFolderTests.finished()
    let record =
      "{\"application\":0,\"layer\":0,\"group\":0,\"loop\":0,\"rows\":3,\"non_finite_rows\":0,\"frozen_share\":0.5,\"lagged\":{\"1\":0.5}}"
    let folder = RunFolder(temporary.path + "/run")
    try temporary.write(record + "\n", to: "run/trace.jsonl")
    #expect(try folder.readTrace()?.records.count == 1)
    try temporary.write(record + "\n" + record.replacing(edit, with: other) + "\n", to: "run/trace.jsonl")
    #expect {
      try folder.readTrace()
    } throws: {
      "\($0)".hasPrefix("\(folder.path)/trace.jsonl:2: key \"\(words)")
    }
  }
}

import Console
import EvalCore
import EvalStore
import FileWriters
import Foundation
import Testing

@Suite struct RunShelfTests {
  private let temporary: TemporaryFolder
  private let shelf: RunShelf

  init() throws {
    temporary = try TemporaryFolder()
    shelf = RunShelf(temporary.path + "/runs")
  }

  private func manifest(startedAt: String = "2026-01-02T03:04:05Z") -> RunManifest {
    var manifest = SampleRun.manifest()
    manifest.startedAt = startedAt
    return manifest
  }

  /// A finished run of the sample's docs.
  @discardableResult
  private func add(_ name: String, startedAt: String = "2026-01-02T03:04:05Z") throws -> RunFolder {
    let folder = RunFolder("\(shelf.path)/\(name)")
    var writer = try folder.create(manifest(startedAt: startedAt))
    try writer.finish(SampleRun.outcomes, work: nil, seconds: 1, at: "2026-01-02T04:05:06.789Z")
    return folder
  }

  private func problem(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "no error"
    } catch {
      return "\(error)".replacing(temporary.path + "/", with: "")
    }
  }

  @Test func `the environment names the folder, and nothing or an empty value is runs`() {
    #expect(RunShelf(environment: [:]).path == "runs")
    #expect(RunShelf(environment: ["RWKV_EVAL_RUNS": ""]).path == "runs")
    #expect(RunShelf(environment: ["RWKV_EVAL_RUNS": "../all//"]).path == "../all")
    #expect(RunShelf(environment: ["RWKV_EVAL_RUNS": "/"]).path == "/")
    #expect(RunShelf(environment: ["RWKV_EVAL_RUNS": "~/all"]).path == NSHomeDirectory() + "/all")
  }

  @Test func `a name is of time, model and tasks, short and safe`() throws {
    let zone = try #require(TimeZone(identifier: "Asia/Tokyo"))
    let start = try Date("2026-11-27T14:03:09Z", strategy: .iso8601)
    var manifest = manifest()
    #expect(RunShelf.name(of: manifest, startedAt: start, zone: zone) == "2026-11-27T23-03-09-tiny-mmlu")
    manifest.model.name = "../a b\u{1B}é/☃"
    manifest.task.name = "piqa,arc_easy"
    #expect(RunShelf.name(of: manifest, startedAt: start, zone: zone) == "2026-11-27T23-03-09-.._a_b_-piqa+arc_easy")
    manifest.model.name = String(repeating: "m", count: 300)
    manifest.task.name = String(repeating: "t", count: 300)
    #expect(RunShelf.name(of: manifest, startedAt: start, zone: zone).utf8.count == 121)
    manifest.task.name = ""
    #expect(RunShelf.name(of: manifest, startedAt: start, zone: zone).hasSuffix("m-_"))
  }

  @Test func `a name that is taken gets a number`() throws {
    let names = try (0..<3).map { _ in try shelf.makeFolder(named: "a").path }
    #expect(names == ["a", "a-2", "a-3"].map { shelf.path + "/" + $0 })
  }

  @Test func `a folder that cannot be made is an error about writing`() throws {
    try temporary.write("", to: "runs")
    do {
      _ = try shelf.makeFolder(named: "a")
      Issue.record("it was made")
    } catch let error as UserError {
      #expect(error.kind == .failure && error.description.contains("/runs: cannot be written: "), "\(error)")
    }
  }

  @Test func `runs are listed by their start, those of a second by number, damaged ones too and strangers not`() throws
  {
    #expect(try shelf.runs().isEmpty)
    try add("b-10")
    try add("b-2")
    try add("a", startedAt: "2026-01-02T03:04:06Z")
    try add("z", startedAt: "2026-01-02T03:04:04Z")
    try temporary.write("{", to: "runs/damaged/manifest.json")
    try temporary.write("text", to: "runs/notes/text")
    try temporary.write("text", to: "runs/manifest.json")
    let runs = try shelf.runs()
    #expect(runs.map(\.name) == ["z", "b-2", "b-10", "a", "damaged"])
    #expect(try runs[0].manifest.get().model.name == "tiny")
    #expect(problem { _ = try runs[4].manifest.get() }.hasPrefix("runs/damaged/manifest.json: not a run's manifest"))
  }

  @Test func `a folder of runs that is a file is an error`() throws {
    try temporary.write("", to: "runs")
    #expect(problem { _ = try shelf.runs() }.hasPrefix("runs: cannot be read: "))
    #expect(problem { _ = try shelf.runs() }.hasSuffix("name another folder in RWKV_EVAL_RUNS."))
  }

  @Test func `a summary counts for the outcomes and the version that it is of`() throws {
    let folder = try add("a")
    #expect(folder.summary(by: "1") == nil)
    try folder.write(RunSummary(headline: "1/3 = 33.3 %", verdict: .suspect, toolVersion: "1"))
    let summary = try #require(folder.summary(by: "1"))
    #expect(summary.headline == "1/3 = 33.3 %" && summary.verdict == "SUSPECT")
    #expect(folder.summary(by: "2") == nil)
    let outcomes = folder.path + "/outcomes.jsonl"
    try FileManager.default.setAttributes([.modificationDate: Date.now + 60], ofItemAtPath: outcomes)
    #expect(folder.summary(by: "1") == nil)
    try FileManager.default.setAttributes([.modificationDate: Date.now - 60], ofItemAtPath: outcomes)
    #expect(folder.summary(by: "1") == summary)
    try temporary.write(try temporary.text("runs/a/outcomes.jsonl") + "\n", to: "runs/a/outcomes.jsonl")
    try FileManager.default.setAttributes([.modificationDate: Date.now - 60], ofItemAtPath: outcomes)
    #expect(folder.summary(by: "1") == nil)
    try temporary.write("{\"verdict\": 1}", to: "runs/a/summary.json")
    #expect(folder.summary(by: "1") == nil)
  }

  @Test func `docs are counted by whole lines`() throws {
    let folder = RunFolder(shelf.path + "/a")
    var writer = try folder.create(manifest())
    try writer.append(SampleRun.outcomes.prefix(2), seconds: 1)
    #expect(try folder.docsDone() == 2)
    try temporary.write(try temporary.text("runs/a/outcomes.jsonl") + "{", to: "runs/a/outcomes.jsonl")
    #expect(try folder.docsDone() == 2)
    #expect(problem { _ = try RunFolder(shelf.path + "/b").docsDone() }.contains("there is no such file"))
  }

  @Test func `a run is removed with all that runs write, and its bytes are counted`() throws {
    let folder = try add("a")
    for name in [
      "trace.jsonl", "manifest.json.new", "results_2026-01-02.json", "samples_x_2026.jsonl", "docs.jsonl.gz",
    ] {
      try temporary.write("12345", to: "runs/a/" + name)
    }
    let bytes = try folder.files().reduce(0) { $0 + $1.bytes }
    #expect(bytes > 25)
    #expect(try folder.remove() == bytes)
    #expect(!FileManager.default.fileExists(atPath: folder.path))
  }

  @Test func `a damaged run is removed too`() throws {
    try temporary.write("{", to: "runs/a/manifest.json")
    #expect(try RunFolder(shelf.path + "/a").remove() == 1)
  }

  @Test func `nothing is removed that is no run, holds other files or folders, is a link, or is being written`() throws
  {
    try temporary.write("text", to: "runs/notes/text")
    #expect(problem { _ = try RunFolder(shelf.path + "/notes").remove() }.contains("so this is not a run"))
    let folder = try add("a")
    try temporary.write("text", to: "runs/a/report.md")
    #expect(
      problem { _ = try folder.remove() }
        == "runs/a: holds \"report.md\", which no run writes, so nothing is removed. Move it away, and try again.")
    try FileManager.default.removeItem(atPath: folder.path + "/report.md")
    try temporary.write("text", to: "runs/a/results_x.json/text")
    #expect(problem { _ = try folder.remove() }.contains("holds \"results_x.json\", which no run writes"))
    try FileManager.default.removeItem(atPath: folder.path + "/results_x.json")
    try FileManager.default.createSymbolicLink(atPath: shelf.path + "/link", withDestinationPath: folder.path)
    #expect(problem { _ = try RunFolder(shelf.path + "/link").remove() }.contains("is a link"))
    let writer = try RunFolder(shelf.path + "/b").create(manifest())
    #expect(problem { try RunFolder(shelf.path + "/b").requireRemovable() }.contains("another rwkv-eval is writing"))
    withExtendedLifetime(writer) {}
    #expect(try folder.read().outcomes.count == 3)
  }
}

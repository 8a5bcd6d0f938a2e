import EvalCore
import Testing

@testable import EvalReport

@Suite struct ProgramStripTests {
  static func record(_ application: Int, _ group: Int?, _ loop: Int?) -> DepthTraceRecord {
    DepthTraceRecord(application: application, layer: 0, group: group, loop: loop, average: TraceAverage())
  }

  static func strip(_ places: [(group: Int?, loop: Int?)]) -> ProgramStrip? {
    let trace = DepthTrace(places.enumerated().map { record($0, $1.group, $1.loop) })
    return ProgramStrip(SampleReports.measured([], trace: trace))
  }

  @Test func `a prelude, a group and a coda`() throws {
    let strip = try #require(Self.strip([(nil, nil), (0, 0), (0, 0), (0, 1), (0, 1), (nil, nil)]))
    #expect(
      strip.stages == [.init(name: "prelude"), .init(name: "group 0", loops: 2), .init(name: "coda")])
  }

  @Test func `groups that take turns are there once`() throws {
    let strip = try #require(Self.strip([(0, 0), (1, 0), (0, 1), (1, 1), (0, 2), (1, 2)]))
    #expect(strip.stages == [.init(name: "group 0", loops: 3), .init(name: "group 1", loops: 3)])
  }

  @Test func `without a trace the manifest says it`() throws {
    var manifest = SampleReports.manifest(readouts: [8, 400], docs: 0)
    manifest.model.depth = .init(groups: 2, sharing: "sequence", injection: "none")
    let report = SampleReports.measured([])
    let strip = try #require(ProgramStrip(RunReport(manifest: manifest, result: report.result)))
    #expect(strip.stages.map(\.loops) == [200, 200])
    #expect(strip.figure.svg.contains("aria-label=\"group 0 looped 200 times, group 1 looped 200 times\""))
  }

  @Test func `a model that does not loop has none`() {
    #expect(Self.strip([(nil, nil), (nil, nil)]) == nil)
  }
}

@Suite struct LMEvalCommandTests {
  @Test func `what lm-evaluation-harness has too is asked in its words`() {
    var manifest = SampleReports.manifest(readouts: [nil], docs: 3)
    #expect(LMEvalCommand(manifest).text == nil)
    manifest.task.prompt = "lm_eval"
    manifest.task.numFewshot = 5
    manifest.task.limit = 10
    manifest.task.subjects = []
    #expect(
      LMEvalCommand(manifest).text
        == "lm_eval --model hf --model_args pretrained=FOLDER,dtype=float32 --tasks mmlu --num_fewshot 5 --limit 10")
    manifest.model.path = nil
    #expect(LMEvalCommand(manifest).text == nil)
  }
}

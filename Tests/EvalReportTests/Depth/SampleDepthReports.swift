import EvalCore
import EvalReport

/// A made-up run at four loop counts whose docs are learnt one after another.
enum SampleDepthReports {
  static let loops = [8, 16, 80, 400]

  static let outcomes = (0..<48).map { id in
    let gold = (id * 7 + id / 5) % 4
    return SampleReports.outcome(id, "mmlu_tides", gold: gold, loops.map { answer(id, gold: gold, loops: $0) })
  }

  /// Each doc is right from its own loop count on, surer with every one; one in eight is lost again at the last, and one is
  /// broken there.
  private static func answer(_ id: Int, gold: Int, loops count: Int) -> Outcome.Answer {
    if id == 47, count == 400 { return SampleReports.answer(count, [.nan, .nan, .nan, .nan]) }
    let depth = loops.firstIndex(of: count) ?? 0
    let isRight = depth >= id % 4 && !(id % 8 == 1 && count == 400)
    let best = isRight ? gold : (gold + 1 + id % 3) % 4
    let lead = 0.5 * Double(depth + 1) + (isRight ? 1 : 0) + Double(id) / 64
    return SampleReports.answer(count, (0..<4).map { $0 == best ? -0.5 : -0.5 - lead - Double($0) / 8 })
  }

  static func run() throws -> DepthRun {
    let readouts = loops.map { ReadoutDepth(loops: $0, layerApplications: $0, kind: $0 == 400 ? .exact : .prefix) }
    return try DepthRun(name: "runs/a", readouts: readouts, outcomes: outcomes)
  }

  static let compared: RunLabel = {
    let report = SampleReports.report(outcomes, readouts: loops)
    return RunLabel(name: "runs/a", manifest: report.manifest, verdict: report.result.verdict)
  }()

  /// The run in fp16: every third doc answers otherwise at 80 loops, and all are broken at 400.
  static func half() throws -> DepthRun {
    let readouts = loops.map { ReadoutDepth(loops: $0, layerApplications: $0, kind: $0 == 400 ? .exact : .prefix) }
    return try DepthRun(name: "runs/b", readouts: readouts, outcomes: halfOutcomes)
  }

  /// The sides of a comparison of both; the second has the trace that breaks.
  static let sides: (reference: PrecisionSide, other: PrecisionSide) = {
    let healthy = DepthTrace(trace.records.filter { $0.group != 2 })
    let report = SampleReports.report(halfOutcomes, readouts: loops)
    var manifest = report.manifest
    manifest.machine.precision = "fp16"
    return (
      PrecisionSide(run: compared, limits: ArithmeticLimits(healthy)),
      PrecisionSide(
        run: RunLabel(name: "runs/b", manifest: manifest, verdict: report.result.verdict),
        limits: ArithmeticLimits(trace))
    )
  }()

  private static let halfOutcomes = outcomes.map { outcome in
    var answers = outcome.answers.map { SampleReports.answer($0.loops, $0.logprobs.map { $0 - 0.001 }) }
    if outcome.docID.isMultiple(of: 3) { answers[2] = SampleReports.answer(80, answers[2].logprobs.reversed()) }
    answers[3] = SampleReports.answer(400, [.nan, .nan, .nan, .nan])
    return SampleReports.outcome(outcome.docID, outcome.task, gold: outcome.gold, answers)
  }

  static let cost = ExitCost(
    values: loops.map(Double.init), unit: "layer applications a token", caution: "A made-up caution.")

  /// A record of a group with the numbers that classification reads.
  static func record(_ application: Int, group: Int, loop: Int, residual: Double, rms: Double) -> DepthTraceRecord {
    var row = TraceRow()
    row.residual = residual
    row.rms = rms
    row.frozenShare = 0
    var average = TraceAverage()
    average.add(row)
    return DepthTraceRecord(application: application, layer: group, group: group, loop: loop, average: average)
  }

  /// Three groups: linear growth, halving, and a break after its tenth loop.
  static let trace = DepthTrace(
    (0..<60).map { index in
      let (group, loop) = (index / 20, index % 20)
      let k = Double(loop + 1)
      switch group {
      case 0: return record(index, group: 0, loop: loop, residual: 1 / k, rms: 3 * k)
      case 1: return record(index, group: 1, loop: loop, residual: 1 / Double(1 << (loop + 1)), rms: 60)
      default: return record(index, group: 2, loop: loop, residual: 0.5, rms: loop < 10 ? 60 : .nan)
      }
    })
}

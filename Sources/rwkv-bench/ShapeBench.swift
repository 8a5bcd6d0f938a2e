import Console
import EvalCore
import EvalTasks
import Foundation
import RWKVKernels
import RWKVModel
import RWKVScoring

/// Measures one model: rounds of scoring between measurements of the SGEMM peak, and in long rounds with short ones on the
/// way, since a shared machine's clock changes within seconds.
struct ShapeBench {
  let subject: BenchSubject
  let checkpoint, vocabulary: String
  let prompts: BenchPrompts
  let threads, repeats: Int
  let peak: SGEMMPeak

  /// Seconds of scoring after which the SGEMM peak is measured on the way, and for how long.
  private static let (secondsBetweenPeaks, secondsOfPeak) = (4.0, 0.25)

  /// One pass over all prompts.
  private struct Round {
    /// Without the measurements of the peak.
    let times: Stopwatch.Times
    let tokens: Int
    let phases: PhaseShares
    /// On the way.
    let peaks: [SGEMMPeak.Speed]
  }

  /// - Parameter progress: Called before every round.
  func run(progress: (String) -> Void) throws -> ShapeMeasurement {
    let firstDocSeconds = try secondsToFirstDoc()
    let loaded = try LoadedSubject(subject, checkpoint: checkpoint, vocabulary: vocabulary)
    ProcessMemory.resetHighWater()
    let sampler = MemorySampler()
    var peaks = [peak.measure()]
    var rounds: [Round] = []
    for index in 1...repeats {
      progress("\(subject.name): round \(index) of \(repeats), \(prompts.docs.count) docs")
      rounds.append(try round(loaded, peakSize: peaks[0].size))
      peaks.append(peak.measure())
    }
    let anonymous = sampler.stop()
    return measurement(
      loaded, rounds, peaks, firstDocSeconds: firstDocSeconds, readoutCost: try readoutCost(loaded),
      traceCost: try traceCost(loaded), anonymous: anonymous)
  }

  /// The median, over pairs of rounds, of the processor time that ten more read-outs add; nil where a round takes too long to repeat.
  private func readoutCost(_ loaded: LoadedSubject) throws -> Double? {
    guard subject == .bundled else { return nil }
    let engine = Engine(threads: threads)
    let (few, many) = (try loaded.scorer(engine), try loaded.scorer(engine, readouts: 10))
    return try excess(of: { _ = try many.score(prompts.asDocs) }, over: { _ = try few.score(prompts.asDocs) })
  }

  /// The same of the trace of a looped model.
  private func traceCost(_ loaded: LoadedSubject) throws -> Double? {
    guard subject == .bundled else { return nil }
    let scorer = try loaded.scorer(Engine(threads: threads))
    return try excess(
      of: { _ = try scorer.score(prompts.asDocs, withTrace: true) }, over: { _ = try scorer.score(prompts.asDocs) })
  }

  private func excess(of more: () throws -> Void, over less: () throws -> Void) rethrows -> Double {
    func seconds(_ body: () throws -> Void) rethrows -> Double {
      let watch = Stopwatch()
      try body()
      return watch.elapsed.processor
    }
    return try (0..<max(repeats, 5)).map { _ in try seconds(more) / seconds(less) - 1 }.median
  }

  private func secondsToFirstDoc() throws -> Double {
    let start = ContinuousClock.now
    let loaded = try LoadedSubject(subject, checkpoint: checkpoint, vocabulary: vocabulary)
    _ = try loaded.scorer(Engine(threads: threads)).score([DocRequests(prompts.docs.first ?? [])])
    return (ContinuousClock.now - start).inSeconds
  }

  private func round(_ loaded: LoadedSubject, peakSize: SGEMMPeak.Size) throws -> Round {
    let clock = PhaseClock()
    let scorer = try loaded.scorer(Engine(threads: threads, clock: clock))
    var watch = Stopwatch()
    var times = Stopwatch.Times()
    var peaks: [SGEMMPeak.Speed] = []
    let scored = try scorer.score(prompts.asDocs) { _ in
      guard watch.elapsed.wall > Self.secondsBetweenPeaks else { return }
      times += watch.elapsed
      peaks.append(peak.measure(peakSize, seconds: Self.secondsOfPeak))
      watch = Stopwatch()
    }
    times += watch.elapsed
    try check(scored.answers)
    return Round(
      times: times, tokens: scored.work.computedTokens,
      phases: PhaseShares(clock, wall: times.wall, threads: threads), peaks: peaks)
  }

  /// Answers of random weights mean nothing, but they must be numbers, and one head row a doc is what is counted.
  private func check(_ answers: [[[Loglikelihood]]]) throws(UserError) {
    for (index, answer) in answers.joined().joined().enumerated() {
      guard answer.logprob.isFinite, answer.fault == nil else {
        throw UserError(
          "\(checkpoint): the log-likelihood of request \(index) is \(answer.logprob), so the speed means nothing",
          remedy: "Look for the first broken layer application with rwkv-eval model check")
      }
      guard answer.tokenCount == 1 else {
        throw UserError(
          "\(vocabulary): the continuation of request \(index) has \(answer.tokenCount) tokens",
          remedy: "Use a vocabulary in which every answer letter after a space is one token")
      }
    }
  }

  private func measurement(
    _ loaded: LoadedSubject, _ rounds: [Round], _ peaks: [SGEMMPeak.Speed], firstDocSeconds: Double,
    readoutCost: Double?, traceCost: Double?, anonymous: Int
  ) -> ShapeMeasurement {
    let costs = ModelCosts(loaded.model, program: loaded.program)
    let docs = prompts.docs.count
    let tokens = rounds.first?.tokens ?? 0
    let flops = Double(tokens) * Double(costs.flopsPerToken) + Double(docs) * Double(costs.headFlopsPerToken)
    // A doc's last token is read, and its predecessor's channel-mix input is needed.
    let unread = Double(tokens - 2 * docs) * Double(costs.unreadFlopsPerToken)
    let seconds = rounds.map(\.times.wall)
    let speeds = seconds.map { flops / $0 * 1e-9 }
    let processorSpeeds = rounds.map { flops * Double(threads) / $0.times.processor * 1e-9 }
    let allPeaks = rounds.indices.map { [peaks[$0]] + rounds[$0].peaks + [peaks[$0 + 1]] }
    let memory = ProcessMemory.now
    return ShapeMeasurement(
      shape: subject.name, parameters: costs.parameters, applications: loaded.program.applications.count, docs: docs,
      tokens: tokens, headRows: docs, flopsPerToken: costs.flopsPerToken, headFlopsPerRow: costs.headFlopsPerToken,
      repeats: repeats, seconds: seconds.median, gflops: speeds.median,
      tokensPerSecond: Double(tokens) / seconds.median,
      docsPerSecond: Double(docs) / seconds.median, sgemmPeakGflops: allPeaks.map { $0.map(\.gflops).mean }.median,
      ratio: ratio(speeds, to: allPeaks, \.gflops),
      ratioExecuted: ratio(speeds.map { $0 * (1 - unread / flops) }, to: allPeaks, \.gflops),
      ratioByProcessorTime: ratio(processorSpeeds, to: allPeaks, \.gflopsByProcessorTime),
      cpuShare: rounds.map { $0.times.processor / ($0.times.wall * Double(threads)) }.median,
      phases: PhaseShares(medianOf: rounds.map(\.phases)), peakMemoryBytes: anonymous, vmHWMBytes: memory.highWater,
      rssFileBytes: memory.file, firstDocSeconds: firstDocSeconds, readoutCost: readoutCost,
      traceCost: traceCost)
  }

  /// The median of each round's speed over the mean of the peaks before, during and after it.
  private func ratio(
    _ speeds: [Double], to peaks: [[SGEMMPeak.Speed]], _ peak: (SGEMMPeak.Speed) -> Double
  ) -> Double {
    zip(speeds, peaks).map { $0 / $1.map(peak).mean }.median
  }
}

/// What was measured of one model; medians over the rounds.
struct ShapeMeasurement: Encodable, Sendable {
  /// Name of the shape.
  let shape: String
  /// Parameters in the checkpoint, layer applications of the program.
  let parameters, applications: Int
  /// Docs scored, tokens computed for them (each shared prefix once), rows of the head.
  let docs, tokens, headRows: Int
  /// Operations counted for a token without the head, and for a row of the head.
  let flopsPerToken, headFlopsPerRow: Int
  /// Number of rounds.
  let repeats: Int
  /// From the requests to their log-likelihoods.
  let seconds, gflops, tokensPerSecond, docsPerSecond: Double
  /// The SGEMM peak around the rounds, and the model's GFLOPS over it, round by round.
  let sgemmPeakGflops, ratio: Double
  /// The ratio of the operations that were executed, where the last application leaves some out.
  let ratioExecuted: Double
  /// The same ratio by processor time, which is what a busy machine would show were it quiet, if no thread ever waited.
  let ratioByProcessorTime: Double
  /// Processor time of the process over threads times wall time.
  let cpuShare: Double
  let phases: PhaseShares
  /// Most bytes resident and not backed by a file while scoring, looked at every 10 ms.
  let peakMemoryBytes: Int
  /// VmHWM over the same time, and RssFile at its end.
  let vmHWMBytes, rssFileBytes: Int
  /// From opening checkpoint and vocabulary to the first doc's log-likelihoods.
  let firstDocSeconds: Double
  /// How much longer a round takes with ten more read-outs on the way, 0.01 for one percent; nil where not measured.
  let readoutCost: Double?
  /// The same of the depth trace.
  let traceCost: Double?

  enum CodingKeys: String, CodingKey {
    case shape, parameters, applications, docs, tokens, repeats, seconds, gflops, ratio, phases
    case headRows = "head_rows"
    case flopsPerToken = "flops_per_token"
    case headFlopsPerRow = "head_flops_per_row"
    case tokensPerSecond = "tokens_per_s"
    case docsPerSecond = "docs_per_s"
    case ratioExecuted = "ratio_executed"
    case readoutCost = "readout_cost"
    case traceCost = "trace_cost"
    case sgemmPeakGflops = "sgemm_peak_gflops"
    case ratioByProcessorTime = "ratio_by_processor_time"
    case cpuShare = "cpu_share"
    case peakMemoryBytes = "peak_memory_bytes"
    case vmHWMBytes = "vm_hwm_bytes"
    case rssFileBytes = "rss_file_bytes"
    case firstDocSeconds = "first_doc_s"
  }
}

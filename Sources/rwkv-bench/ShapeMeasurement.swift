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

public import EvalCore
public import PythonValues

/// What every report is made from.
public struct RunReport: Sendable {
  /// Everything that can change the run's numbers.
  public let manifest: RunManifest
  /// The numbers and their verdict.
  public let result: RunResult
  /// Where docs stopped; nil where no exit rule was in force.
  public let exits: LiveExits?
  /// The metrics at every read-out, from the fewest loops to the most; empty for a run whose manifest has no measures.
  public let readouts: [LMEvalReadout]
  /// One a doc, in run order, with an answer at each read-out of the result; empty where only the result is known.
  public let outcomes: [Outcome]
  /// What each layer application did to hidden states; nil where the run left no trace.
  public let trace: DepthTrace?
  /// Every doc as it was asked; nil where the run kept none.
  public let questions: [DocKey: AskedQuestion]?

  /// A report of one run.
  public init(
    manifest: RunManifest, result: RunResult, exits: LiveExits? = nil, readouts: [LMEvalReadout] = [],
    outcomes: [Outcome] = [], trace: DepthTrace? = nil, questions: [DocKey: AskedQuestion]? = nil
  ) {
    self.manifest = manifest
    self.result = result
    self.exits = exits
    self.readouts = readouts
    self.outcomes = outcomes
    self.trace = trace
    self.questions = questions
  }

  /// Measures a run: everything that any report shows comes from its manifest and outcomes.
  ///
  /// - Parameters:
  ///   - manifest: The run.
  ///   - outcomes: In run order, each with all its answers.
  ///   - tree: Its tasks and groups.
  ///   - completion: Whether these are all docs that were to be scored.
  ///   - configurations: Of each task by its name, for lm-evaluation-harness's results; empty where they are not known.
  ///   - trace: What each layer application did to hidden states; nil where that is not known.
  ///   - questions: Every doc as it was asked; nil where that is not known.
  /// - Throws: `MetricError` where a metric does not fit a task's docs.
  public init(
    _ manifest: RunManifest, outcomes: [Outcome], tree: TaskTree, completion: Completion,
    configurations: PythonValue.Dictionary = [:], trace: DepthTrace? = nil, questions: [DocKey: AskedQuestion]? = nil
  ) throws(MetricError) {
    let measured = manifest.exit == nil ? outcomes : outcomes.map(\.atExit)
    let result = RunResult(outcomes: outcomes, of: manifest, tree: tree, completion: completion)
    var readouts: [LMEvalReadout] = []
    if let measures = manifest.task.measures {
      for readout in result.readouts.indices {
        let metrics = try RunMetrics(measured, by: measures, readout: readout)
        readouts.append(LMEvalReadout(manifest, result, measures, metrics, configurations: configurations))
      }
    }
    self.init(
      manifest: manifest, result: result, exits: LiveExits(manifest, outcomes: outcomes), readouts: readouts,
      outcomes: measured, trace: trace, questions: questions)
  }

  /// Whether the report shows lm-evaluation-harness's tables.
  var showsMetrics: Bool { manifest.task.measures?.table == .metrics }
}

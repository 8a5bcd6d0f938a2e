import EvalCore

/// The JSON form of paths; what is not defined is null.
struct PathsJSON: Encodable {
  /// A recurrence.
  struct Group: Encodable {
    let group: Int
    let loops: Int
    let state: Nullable<String>
    let undefined: Nullable<String>
    let alignments: [String: Double]
    let asymptoticAlignment: Nullable<Double>
    let firstInputAlignment: Nullable<Double>
    let lastInputAlignment: Nullable<Double>
    let noiseGain: Nullable<Double>
    let noiseGainPerLoop: Nullable<Double>

    init(_ paths: RecurrencePaths) {
      group = paths.group
      loops = paths.loops
      state = Nullable(paths.independence?.state.rawValue)
      undefined = Nullable(paths.whyUndefined)
      let alignments = paths.independence?.alignments ?? [:]
      self.alignments = Dictionary(uniqueKeysWithValues: alignments.map { ($0.key.rawValue, $0.value) })
      asymptoticAlignment = Nullable(finite: paths.independence?.asymptoticAlignment)
      firstInputAlignment = Nullable(finite: paths.firstInputAlignment)
      lastInputAlignment = Nullable(finite: paths.lastInputAlignment)
      noiseGain = Nullable(finite: paths.noiseGain?.total)
      noiseGainPerLoop = Nullable(finite: paths.noiseGain?.perLoop)
    }
  }

  let model, program: String
  let inputs: Int
  let paths: [Group]
}

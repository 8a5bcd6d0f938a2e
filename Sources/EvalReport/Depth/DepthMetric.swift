import EvalCore

/// The metrics of a task or group at one loop count.
struct DepthMetric: Encodable {
  let name: String
  let loops: Int
  let results: [MetricResult]

  /// Those of every task and of every group that has numbers of its own, each from the fewest loops to the most.
  ///
  /// - Parameter metrics: At every loop count.
  static func all(_ metrics: [RunMetrics], loops: [Int]) -> [[DepthMetric]] {
    guard let first = metrics.first else { return [] }
    let tasks = first.tasks.indices.map { place in
      zip(loops, metrics).map { DepthMetric($1.tasks[place].metrics.task, $0, $1.tasks[place].metrics.results) }
    }
    let groups = first.groups.indices.filter { first.groups[$0].sampleLength != nil }.map { place in
      zip(loops, metrics).map { DepthMetric($1.groups[place].group, $0, $1.groups[place].results) }
    }
    return groups + tasks
  }

  private init(_ name: String, _ loops: Int, _ results: [MetricResult]) {
    self.name = name
    self.loops = loops
    self.results = results
  }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ text: String) { stringValue = text }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// For example `{"task": "piqa", "acc,none": 0.5, "acc_stderr,none": 0.1}`.
  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    try fields.encode(name, forKey: Key("task"))
    for result in results {
      try fields.encode(Nullable(finite: result.value), forKey: Key(result.key))
      try fields.encode(Nullable(finite: result.stderr), forKey: Key(result.stderrKey))
    }
  }
}

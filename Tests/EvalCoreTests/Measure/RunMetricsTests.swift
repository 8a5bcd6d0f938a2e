import EvalCore
import Testing

@Suite struct RunMetricsTests {
  static func measures(_ tasks: [String: [MetricConfiguration]], groups: [Measures.Group] = []) -> Measures {
    Measures(
      table: .metrics,
      tasks: tasks.sorted { $0.key < $1.key }.map {
        Measures.Task(
          name: $0.key, alias: $0.key, version: "1", numFewshot: 0, filter: "none", metrics: $0.value,
          originalDocs: 9, docsSHA256: "")
      }, groups: groups)
  }

  static func choice(_ task: String, _ id: Int, gold: Int, _ logprobs: [Double]) -> Outcome {
    Outcome(
      task: task, docID: id, docHash: "d", promptHash: "p", targetHash: "t", choices: ["a", "bbbb"], gold: gold,
      answers: [Outcome.Answer(loops: nil, logprobs: logprobs, isGreedy: [true, false], fault: nil)])
  }

  @Test func `tasks have the metrics of their list, and groups those of their tasks`() throws {
    let outcomes = [
      Self.choice("x", 0, gold: 0, [-1, -2]), Self.choice("x", 1, gold: 1, [-1, -2]),
      Self.choice("y", 0, gold: 0, [-1, -9]),
    ]
    let group = Measures.Group(
      name: "g", alias: "g", version: "N/A", members: ["x", "y"], tasks: ["x", "y"],
      metrics: [AggregateMetric(metric: "acc"), AggregateMetric(metric: "acc_norm", weightBySize: false)])
    let metrics = try RunMetrics(
      outcomes,
      by: Self.measures(
        ["x": [MetricConfiguration(.acc), MetricConfiguration(.accNorm)], "y": [MetricConfiguration(.acc)]],
        groups: [group]), readout: 0)
    #expect(metrics.tasks.map(\.metrics.task) == ["x", "y"])
    #expect(metrics.tasks[0].metrics.results.map(\.value) == [0.5, 0.5])
    #expect(metrics.tasks[0].columns[1].values == [.number(0), .number(1)])
    #expect(metrics.groups[0].results.map(\.value) == [2.0 / 3, 0.5])
    #expect(metrics.groups[0].sampleLength == 3)
  }

  @Test func `values that a task computed by itself are taken as they are`() throws {
    var answer = Outcome.Answer(loops: nil, logprobs: [-3], isGreedy: [false], fault: nil)
    answer.metrics = ["word_perplexity": .weighted(loglikelihood: -8, weight: 4), "other": .number(7)]
    let outcome = Outcome(
      task: "w", docID: 0, docHash: "d", promptHash: "p", targetHash: "t", outputType: .loglikelihoodRolling,
      choices: [], golds: [], words: 1, bytes: 1, answers: [answer])
    let metrics = try RunMetrics(
      [outcome], by: Self.measures(["w": [MetricConfiguration(.wordPerplexity), MetricConfiguration(.bitsPerByte)]]),
      readout: 0)
    #expect(metrics.tasks[0].columns.map(\.configuration.name) == ["word_perplexity"])
    #expect(metrics.tasks[0].metrics.results.map(\.value) == [7.38905609893065])
  }

  @Test func `a task without outcomes has no metrics`() throws {
    let metrics = try RunMetrics([], by: Self.measures(["x": [MetricConfiguration(.acc)]]), readout: 0)
    #expect(metrics.tasks[0].metrics.results.isEmpty)
  }
}

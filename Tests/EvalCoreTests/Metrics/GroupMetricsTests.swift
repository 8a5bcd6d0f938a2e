import EvalCore
import Testing

@Suite struct GroupMetricsTests {
  static func task(_ name: String, docs: Int, _ results: MetricResult...) -> TaskMetrics {
    TaskMetrics(task: name, sampleLength: docs, results: results)
  }

  static func acc(_ value: Double, _ stderr: Double?, filter: String = "none") -> MetricResult {
    MetricResult(name: "acc", filter: filter, value: value, stderr: stderr)
  }

  @Test func `weighs tasks by their docs, or not`() {
    let tasks = [Self.task("a", docs: 10, Self.acc(0.5, 0.1)), Self.task("b", docs: 30, Self.acc(0.75, 0.05))]
    let weighted = GroupMetrics(group: "g", metrics: [AggregateMetric(metric: "acc")], tasks: tasks)
    #expect(weighted.sampleLength == 40)
    #expect(weighted.sampleCounts == [40])
    #expect(weighted.results.map(\.value) == [0.6875])
    let pooled = ((9 * 0.1 * 0.1 * 10 + 29 * 0.05 * 0.05 * 30) / 38 / 40).squareRoot()
    #expect(((weighted.results[0].stderr ?? 0) - pooled).magnitude < 1e-15)
    let plain = GroupMetrics(
      group: "g", metrics: [AggregateMetric(metric: "acc", weightBySize: false)], tasks: tasks)
    #expect(plain.results[0].value == 0.625)
    #expect(((plain.results[0].stderr ?? 0) - (0.01 + 0.0025).squareRoot() / 2).magnitude < 1e-15)
  }

  @Test func `has no standard error when a task has none`() {
    let tasks = [Self.task("a", docs: 10, Self.acc(0.5, 0.1)), Self.task("b", docs: 1, Self.acc(1, nil))]
    let group = GroupMetrics(group: "g", metrics: [AggregateMetric(metric: "acc")], tasks: tasks)
    #expect(group.results[0].stderr == nil)
  }

  @Test func `aggregates every filter that occurs, or those that are named`() {
    let tasks = [
      Self.task("a", docs: 10, Self.acc(0.5, 0.1, filter: "strict"), Self.acc(1, 0, filter: "loose")),
      Self.task("b", docs: 10, Self.acc(0.25, 0.1, filter: "strict")),
    ]
    let all = GroupMetrics(group: "g", metrics: [AggregateMetric(metric: "acc")], tasks: tasks)
    #expect(all.results.map(\.key) == ["acc,loose", "acc,strict"])
    #expect(all.sampleCounts == [10, 20])
    let named = GroupMetrics(
      group: "g", metrics: [AggregateMetric(metric: "acc", filters: ["strict", "absent"])], tasks: tasks)
    #expect(named.results.map(\.key) == ["acc,strict"])
  }

  @Test func `a metric that no task has is left out, and without metrics there is no length`() {
    let tasks = [Self.task("a", docs: 10, Self.acc(0.5, 0.1))]
    let other = GroupMetrics(group: "g", metrics: [AggregateMetric(metric: "f1")], tasks: tasks)
    #expect(other.results.isEmpty)
    #expect(other.sampleLength == 10)
    #expect(GroupMetrics(group: "g", metrics: [], tasks: tasks).sampleLength == nil)
  }
}

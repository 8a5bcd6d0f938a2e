/// The keys of a group's YAML, as lm-evaluation-harness 0.4.13 has them; all others are handed to its tasks.
enum GroupKey: String, CaseIterable {
  case group
  case groupAlias = "group_alias"
  case task
  case aggregateMetricList = "aggregate_metric_list"
  case metadata
}

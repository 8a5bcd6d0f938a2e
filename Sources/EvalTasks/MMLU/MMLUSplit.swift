/// The splits of MMLU, named as its folders and files name them.
public enum MMLUSplit: String, Sendable, Hashable, CaseIterable {
  /// The 14042 docs that results are reported on.
  case test
  /// 1531 docs for choices of one's own.
  case val
  /// Five docs a subject: the few-shot examples.
  case dev
}

internal import EvalCore

/// The task `cb` of SuperGLUE, CommitmentBank.
enum CommitmentBank {
  static let functions: [String: NativeFunction] = ["aggregate.cb_multi_fi": .aggregation(.threeClassF1)]
}

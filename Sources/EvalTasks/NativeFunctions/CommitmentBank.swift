/// The task `cb` of SuperGLUE, CommitmentBank.
enum CommitmentBank {
  static let functions: [String: NativeFunction] = ["aggregate.cb_multi_fi": .aggregation(macroF1)]

  /// The mean of the three classes' F1; that of a class that is neither right nor predicted anywhere is 0, as
  /// scikit-learn has it.
  @Sendable private static func macroF1(_ pairs: [IndexPair]) -> Double {
    (0..<3).map { f1(of: $0, pairs) }.reduce(0, +) / 3
  }

  private static func f1(of label: Int, _ pairs: [IndexPair]) -> Double {
    let hits = pairs.count { $0.gold == label && $0.prediction == label }
    let total = pairs.count { $0.gold == label } + pairs.count { $0.prediction == label }
    return total == 0 ? 0 : 2 * Double(hits) / Double(total)
  }
}

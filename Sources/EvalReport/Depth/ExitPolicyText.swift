import EvalCore

/// A way to choose depths as words.
struct ExitPolicyText {
  private let policy: ExitPolicy

  init(_ policy: ExitPolicy) { self.policy = policy }

  /// For example `fixed 400 loops`, `entropy < 0.4127` or `argmax stable, 2 in a row`.
  var text: String {
    switch policy {
    case .fixed(let loops): "fixed \(loops) loops"
    case .rule(let rule): words(rule)
    }
  }

  private func words(_ rule: ExitRule) -> String {
    let criterion = rule.criterion
    let name =
      switch criterion {
      case .kl: "KL"
      default: criterion.rawValue.replacing("_", with: " ")
      }
    let test = criterion.hasThreshold ? " \(criterion.firesBelow ? "<" : ">") \(significant(rule.threshold))" : ""
    let patience = rule.patience > 1 ? ", \(rule.patience) in a row" : ""
    return name + test + patience + (rule.minimumLoops > 0 ? ", from \(rule.minimumLoops) loops" : "")
  }

  private func significant(_ value: Double) -> String { NumberText.significant(value, 4) }
}

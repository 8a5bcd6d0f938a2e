/// The depths at which rules that differ in nothing but their patience stop a doc.
///
/// More patience never stops earlier, so the depths form stairs: each step is the first depth at which the criterion has
/// held for more read-outs in a row than ever before. One pass over the depths is enough for every patience.
struct ExitStairs {
  private struct Step {
    let held: Int
    let depth: Int
  }

  private var steps: [Step] = []

  /// The stairs of a doc.
  ///
  /// - Parameters:
  ///   - rule: One of the rules.
  ///   - values: The criterion's value at each depth; nil never holds.
  ///   - loops: Loops of each depth, ascending.
  init(_ rule: ExitRule, values: [Double?], loops: [Int]) {
    var held = 0
    for (depth, value) in values.enumerated() {
      held = rule.holds(value) ? held + 1 : 0
      if loops[depth] >= rule.minimumLoops, held > steps.last?.held ?? 0 {
        steps.append(Step(held: held, depth: depth))
      }
    }
  }

  /// The depth at which the rule with this patience, 1 or more, stops the doc; nil where it never does.
  func depth(patience: Int) -> Int? {
    var (low, high) = (0, steps.count)
    while low < high {
      let middle = (low + high) / 2
      if steps[middle].held < patience { low = middle + 1 } else { high = middle }
    }
    return low < steps.count ? steps[low].depth : nil
  }
}

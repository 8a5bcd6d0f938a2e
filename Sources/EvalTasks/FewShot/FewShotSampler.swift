public import Console
public import PythonValues

/// Draws the few-shot examples of one doc after another, as lm-eval 0.4.13's samplers do.
///
/// One sampler serves a task's docs in their order: what `default` draws for a doc depends on all draws before it, so a
/// doc that is passed over (`--limit` aside) must still be drawn for.
public struct FewShotSampler: Sendable {
  private let kind: FewShotConfiguration.Sampler
  private let docs: [Doc]
  private let task: String
  private var generator: PythonRandom

  /// A sampler over the docs that examples come from.
  ///
  /// - Parameters:
  ///   - kind: `fewshot_config.sampler`.
  ///   - docs: the few-shot split after `process_docs`, or the literal `fewshot_config.samples`.
  ///   - task: the task's name, for error messages.
  ///   - seed: lm-eval's few-shot seed, the fourth of its `--seed`.
  public init(_ kind: FewShotConfiguration.Sampler = .random, docs: [Doc], task: String, seed: Int = 1234) {
    self.kind = kind
    self.docs = docs
    self.task = task
    generator = PythonRandom(seed: seed)
  }

  /// The examples for one doc, in the order in which the prompt shows them.
  ///
  /// - Parameters:
  ///   - count: how many; 0 draws nothing.
  ///   - evaluated: the doc that is evaluated, where `FewShotConfiguration.excludesEvaluatedDoc`; then it is none of the
  ///     examples. `default` draws one more for that, and draws again from the docs unlike it where several are equal.
  /// - Throws: `UserError` when there are too few docs.
  public mutating func examples(_ count: Int, excluding evaluated: Doc? = nil) throws(UserError) -> [Doc] {
    guard count != 0 else { return [] }
    guard count > 0 else { throw UserError("\(count) examples", task: task, remedy: "Give 0 or more.") }
    switch kind {
    case .firstN: return try first(count, excluding: evaluated)
    case .random: return try draw(count, excluding: evaluated)
    }
  }

  private func first(_ count: Int, excluding evaluated: Doc?) throws(UserError) -> [Doc] {
    guard let evaluated else { return Array(try enough(docs, for: count).prefix(count)) }
    let others = Array(docs.lazy.filter { !Self.areEqual($0, evaluated) }.prefix(count))
    return try enough(others, for: count)
  }

  private mutating func draw(_ count: Int, excluding evaluated: Doc?) throws(UserError) -> [Doc] {
    guard let evaluated, !evaluated.isEmpty else { return generator.sample(try enough(docs, for: count), count) }
    _ = try enough(docs, for: count)
    let drawn = generator.sample(try enough(docs, for: count + 1), count + 1).filter { !Self.areEqual($0, evaluated) }
    if drawn.count >= count { return Array(drawn.prefix(count)) }
    return generator.sample(try enough(others(than: evaluated), for: count), count)
  }

  private func others(than evaluated: Doc) -> [Doc] { docs.filter { !Self.areEqual($0, evaluated) } }

  /// Whether Python takes two docs for equal.
  static func areEqual(_ left: Doc, _ right: Doc) -> Bool {
    PythonValue.dictionary(left).pythonEquals(.dictionary(right))
  }

  private func enough(_ docs: [Doc], for count: Int) throws(UserError) -> [Doc] {
    guard count > docs.count else { return docs }
    throw UserError(
      "\(count) few-shot examples are to be drawn from \(docs.count) docs", task: task,
      remedy: "Use a smaller --num-fewshot; one doc more than that is drawn where the evaluated one may be among them.")
  }
}

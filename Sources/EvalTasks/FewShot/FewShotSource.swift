/// Where few-shot examples come from, by lm-eval's rules.
public enum FewShotSource: Sendable, Hashable {
  /// A split, after `process_docs` of `fewshot_config`, which is the task's unless it has its own.
  case split(String)
  /// The list under `fewshot_config.samples`.
  case samples

  /// The source of a task's examples, nil when it has none.
  ///
  /// The few-shot split; else the listed samples; else the training, validation or test split, the first that the task
  /// has.
  ///
  /// - Parameters:
  ///   - fewshotSplit: `fewshot_config.split`, else `fewshot_split`.
  ///   - hasSamples: whether `fewshot_config.samples` is there.
  public init?(
    fewshotSplit: String?, hasSamples: Bool, trainingSplit: String?, validationSplit: String?, testSplit: String?
  ) {
    if let fewshotSplit {
      self = .split(fewshotSplit)
    } else if hasSamples {
      self = .samples
    } else if let split = trainingSplit ?? validationSplit ?? testSplit {
      self = .split(split)
    } else {
      return nil
    }
  }

  /// Whether the evaluated doc is kept out of its own examples.
  ///
  /// lm-eval compares the few-shot split with the test split **as written**: where a task names neither, they count as
  /// the same. Then `default` draws one example more than needed, which changes every draw after it (HellaSwag, PIQA and
  /// WinoGrande are such tasks). And where examples come from the validation split that is evaluated, the evaluated doc
  /// may be among them.
  public static func excludesEvaluatedDoc(fewshotSplit: String?, testSplit: String?) -> Bool {
    fewshotSplit == testSplit
  }
}

/// The names of a task's splits, of which at least `validation` or `test` is there.
public struct TaskSplits: Sendable, Hashable {
  /// `training_split`.
  public let training: String?
  /// `validation_split`.
  public let validation: String?
  /// `test_split`.
  public let test: String?
  /// The split that is evaluated: the test split, or else the validation split.
  public let evaluated: String

  /// The splits; nil when there is none to evaluate.
  public init?(training: String?, validation: String?, test: String?) {
    guard let evaluated = test ?? validation else { return nil }
    self.training = training
    self.validation = validation
    self.test = test
    self.evaluated = evaluated
  }

  /// The split of few-shot examples where the task names none: training, or else validation, or else test.
  public var fewShotFallback: String { training ?? validation ?? evaluated }
}

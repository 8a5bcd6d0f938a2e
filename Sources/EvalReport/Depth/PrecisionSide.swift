public import EvalCore

/// A run in a comparison of number formats.
public struct PrecisionSide: Sendable {
  /// The run.
  public let run: ComparedRun
  /// Where its arithmetic gave out; nil for a run without a trace.
  public let limits: ArithmeticLimits?

  /// A side.
  public init(run: ComparedRun, limits: ArithmeticLimits?) {
    self.run = run
    self.limits = limits
  }

  /// The number format, for example `fp16`.
  public var precision: String { run.manifest.machine.precision }
}

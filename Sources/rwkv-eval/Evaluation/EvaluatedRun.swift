import EvalCore

/// All docs of a run with their answers.
struct EvaluatedRun {
  let manifest: RunManifest
  /// In run order.
  let outcomes: [Outcome]
  /// Why the run could not be kept to its end; to be thrown once its report is written, so that this is not lost too.
  var failure: (any Error)?

  /// Does what is left to do after scoring, each part whether or not those before it failed, and throws the first failure.
  ///
  /// - Parameter steps: In order; the report comes before everything that takes room on a disk.
  func finish(_ steps: (() throws -> Void)...) throws {
    var failures = [failure].compactMap { $0 }
    for step in steps {
      do { try step() } catch { failures.append(error) }
    }
    guard let first = failures.first else { return }
    for other in failures.dropFirst() { printDiagnostic("error: \(other)") }
    throw first
  }
}

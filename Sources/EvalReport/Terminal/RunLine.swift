import EvalCore

/// The line above lm-evaluation-harness's table: what was run, and how.
struct RunLine {
  private let manifest: RunManifest

  /// The line of a run.
  init(_ manifest: RunManifest) { self.manifest = manifest }

  /// For example `tiny (path=tiny.pth, program=…), split: test, prompt: lm_eval, limit: None, num_fewshot: 0`.
  var text: String {
    let task = manifest.task
    let limit = task.limit.map(String.init) ?? task.limitShare.map { "\($0)" } ?? "None"
    let subjects = task.subjects.isEmpty ? "" : ", subjects: " + task.subjects.joined(separator: " ")
    return "\(manifest.model.name)\(arguments), split: \(task.split), prompt: \(task.prompt), limit: \(limit), "
      + "num_fewshot: \(task.shotsText)\(subjects)"
  }

  private var arguments: String {
    let model = manifest.model
    let parts = [
      model.path.map { "path=\($0)" }, model.format.map { "format=\($0)" }, model.program.map { "program=\($0)" },
      model.startToken.map { "start_token=\($0)" }, model.maxLength.map { "max_length=\($0)" },
      manifest.machine.precision == "fp32" ? nil : "precision=\(manifest.machine.precision)",
    ].compactMap { $0 }
    return parts.isEmpty ? "" : " (" + parts.joined(separator: ", ") + ")"
  }
}

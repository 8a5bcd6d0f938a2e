import EvalCore

/// What was run, how to repeat it, and on which machine.
struct ProvenanceSection {
  /// A run.
  struct Run {
    let name: String
    let command: String
    let lmEvalCommand: String?
    let facts: [ManifestFact]
    let number: Int
  }

  let runs: [Run]

  init(_ runs: [NamedReport]) {
    self.runs = runs.enumerated().map { number, run in
      let manifest = run.report.manifest
      return Run(
        name: run.name, command: ShellCommand(manifest.commandLine).text,
        lmEvalCommand: LMEvalCommand(manifest).text, facts: ManifestFact.all(manifest),
        number: number)
    }
  }
}

/// How lm-evaluation-harness would be asked the same.
struct LMEvalCommand {
  private let manifest: RunManifest

  /// The command for a run.
  init(_ manifest: RunManifest) { self.manifest = manifest }

  /// The command; nil for a baseline, an exit rule or a prompt of our own, which lm-evaluation-harness does not have.
  ///
  /// It reads models in Hugging Face's layout only, so the checkpoint's folder is to be filled in.
  var text: String? {
    let task = manifest.task
    guard manifest.model.path != nil, manifest.exit == nil, task.prompt != "recommended", !task.prompt.contains("/")
    else { return nil }
    // Subjects are patterns, which lm-evaluation-harness has none of.
    let tasks = task.subjects.isEmpty ? [task.name] : (task.measures?.tasks.map(\.name) ?? [task.name])
    let limit = task.limit.map { ["--limit", "\($0)"] } ?? task.limitShare.map { ["--limit", "\($0)"] } ?? []
    let shots = task.numFewshotByTask == nil ? ["--num_fewshot", "\(task.numFewshot)"] : []
    let words =
      ["lm_eval", "--model", "hf", "--model_args", "pretrained=FOLDER,dtype=float32", "--tasks"]
      + [tasks.joined(separator: ",")] + shots + limit
    return ShellCommand(words).text
  }
}

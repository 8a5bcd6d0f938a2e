import EvalCore
import EvalTasks

/// One doc with what is asked about it.
struct MMLUItem {
  /// The doc's outcome, without answers yet.
  let doc: Outcome
  /// A request a choice.
  let requests: [LoglikelihoodRequest]

  init(subject: MMLUSubject, doc: MMLUDoc, prompt: RenderedPrompt) {
    self.doc = Outcome(
      task: subject.task, docID: doc.row, docHash: doc.hash, promptHash: prompt.promptHash,
      targetHash: prompt.targetHash, choices: prompt.choices, gold: prompt.gold, answers: [])
    requests = prompt.requests
  }
}

import EvalCore
import EvalTasks

extension EvaluationPlan {
  /// MMLU, or any data in its layout, under a prompt.
  ///
  /// - Parameter standard: The bundled model's data, where a bundled model was chosen; taken without `--data`.
  static func mmlu(data options: DataOptions, prompt promptOptions: PromptOptions, standard: String?) throws
    -> EvaluationPlan
  {
    let data = try options.load(standard: standard)
    let template = try promptOptions.template()
    var items: [EvaluationItem] = []
    var digest = PromptDigest()
    for subject in data.subjects {
      let examples = Set(subject.fewshot.map(\.hash))
      for (doc, prompt) in zip(subject.docs, try template.render(subject)) {
        items.append(EvaluationItem(subject: subject, doc: doc, prompt: prompt, examples: examples))
        digest.add(task: subject.task, docID: doc.row, promptHash: prompt.promptHash)
      }
    }
    var task = RunManifest.Task(
      name: "mmlu", dataPath: data.path, dataSHA256: data.dataSHA256, split: data.split.rawValue,
      numFewshot: options.numFewshot, prompt: promptOptions.prompt, promptSHA256: template.sha256,
      contextsSHA256: digest.sha256, limit: options.limit, subjects: options.subjects, docs: items.count)
    let ownExamples = items.filter(\.doc.isOwnExample)
    task.ownExamples = ownExamples.isEmpty ? nil : ownExamples.count
    var introduction = [
      "data: \(data.path), \(data.split.rawValue) split, \(counted(items.count, "doc")) of "
        + counted(data.subjects.count, "subject"),
      "prompt: \(promptOptions.prompt), \(options.numFewshot)-shot",
    ]
    if !data.absentSubjects.isEmpty {
      introduction.append(
        "note: the data lacks \(data.absentSubjects.count) of MMLU's 57 subjects; the total is not comparable with published ones"
      )
    }
    if let first = ownExamples.first?.doc {
      introduction.append(
        "note: \(ownExamples.count) of \(counted(items.count, "doc")) are among their own few-shot examples, with their "
          + "answers, the first is \(first.task) doc \(first.docID): the dev split holds them too")
    }
    return EvaluationPlan(items: items, task: task, tree: .mmlu(named: task.name), introduction: introduction)
  }

  private static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}

extension EvaluationItem {
  fileprivate init(subject: MMLUSubject, doc: MMLUDoc, prompt: RenderedPrompt, examples: Set<String>) {
    let hash = doc.hash
    self.init(
      doc: Outcome(
        task: subject.task, docID: doc.row, docHash: hash, promptHash: prompt.promptHash,
        targetHash: prompt.targetHash, choices: prompt.choices, golds: [prompt.gold],
        isOwnExample: examples.contains(hash), answers: []),
      requests: prompt.requests.enumerated().map { index, request in
        LoglikelihoodRequest(
          context: request.context, continuation: request.continuation,
          place: .doc(task: subject.task, docID: doc.row, choice: index))
      })
  }
}

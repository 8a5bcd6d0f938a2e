import Archives
import EvalCore
import EvalTasks
import Jinja

extension EvaluationPlan {
  /// The plan of tasks.
  ///
  /// - Parameter options: Where their data is and which docs of it; nil where the caller says that in the plan.
  init(_ loaded: LoadedTasks, options: TaskDataOptions?) {
    var digest = PromptDigest()
    let items = loaded.tasks.flatMap { task in
      task.docs.map { doc in
        let item = EvaluationItem(task: task.configuration, doc: doc)
        digest.add(task: item.doc.task, docID: item.doc.docID, promptHash: item.doc.promptHash)
        return item
      }
    }
    let shots = loaded.tasks.map(\.shots)
    var task = RunManifest.Task(
      name: loaded.name, dataPath: Self.dataPath(options?.data ?? []),
      dataSHA256: ContentDigest.hex(items.map(\.doc.docHash).joined()),
      split: Set(loaded.tasks.map(\.configuration.splits.evaluated)).sorted().joined(separator: ", "),
      numFewshot: shots.max() ?? 0, prompt: loaded.prompt?.label ?? Self.asTheTasksSay,
      promptSHA256: loaded.prompt?.sha256
        ?? ContentDigest.hex(loaded.tasks.map { PythonValue.dictionary($0.configuration.source).repr }.joined()),
      contextsSHA256: digest.sha256, limit: nil, subjects: [], docs: items.count)
    switch options?.limit {
    case .count(let count): task.limit = count
    case .share(let share): task.limitShare = share
    case nil: break
    }
    if Set(shots).count > 1 {
      task.numFewshotByTask = Dictionary(
        zip(loaded.tasks.map(\.configuration.name), shots), uniquingKeysWith: { first, _ in first })
    }
    task.fewshotSeed = options?.seed
    task.tree = loaded.tree
    let ownExamples = items.count(where: \.doc.isOwnExample)
    task.ownExamples = ownExamples == 0 ? nil : ownExamples
    self.init(
      items: items, task: task, tree: loaded.tree,
      introduction: (loaded.prompt.map { ["prompt: \($0.label)"] } ?? [])
        + loaded.tasks.map { task in
          "task: \(task.configuration.name), \(task.docs.count) of \(task.originalDocs) docs of the "
            + "\(task.configuration.splits.evaluated) split, \(task.shots)-shot"
        } + loaded.notes)
  }
}

extension EvaluationPlan {
  private static let asTheTasksSay = "as the tasks say"

  private static func dataPath(_ paths: [String]) -> String {
    paths.isEmpty ? asTheTasksSay : paths.joined(separator: ", ")
  }
}

extension EvaluationItem {
  /// A doc of a task.
  init(task: TaskConfiguration, doc: RenderedDoc) {
    self.init(
      doc: Outcome(
        task: task.name, docID: doc.docID, docHash: doc.docHash, promptHash: doc.promptHash,
        targetHash: doc.targetHash, outputType: task.outputType, choices: doc.choices, golds: doc.golds,
        words: doc.rolling?.words, bytes: doc.rolling?.bytes, isOwnExample: doc.isOwnExample, answers: []),
      requests: doc.loglikelihoodRequests(of: task.name))
  }
}

extension RenderedDoc {
  /// What a model is asked: a request a choice, then the choices without a context; a rolling text after nothing.
  ///
  /// About an empty text nothing is asked: its log-likelihood is 0.
  func loglikelihoodRequests(of task: String) -> [LoglikelihoodRequest] {
    if let rolling {
      guard !rolling.text.isEmpty else { return [] }
      return [
        LoglikelihoodRequest(
          context: "", continuation: rolling.text, place: .doc(task: task, docID: docID, choice: nil))
      ]
    }
    let own = requests.enumerated().map { index, request in
      request.request(from: .doc(task: task, docID: docID, choice: choices.isEmpty ? nil : index))
    }
    return own
      + unconditional.enumerated().map { index, request in
        request.request(from: .doc(task: task, docID: docID, choice: index, isUnconditional: true))
      }
  }

  /// Indices of the right choices; empty where there is none, and for tasks without choices.
  fileprivate var golds: [Int] {
    switch gold {
    case .choice(let index): [index]
    case .anyOf(let indices): indices
    case .text, .outOfRange: []
    }
  }
}

import Archives
import EvalCore
import EvalStore
import EvalTasks
import PythonValues

extension EvaluationPlan {
  /// The plan of tasks.
  ///
  /// - Parameters:
  ///   - options: Where their data is and which docs of it; nil where the caller says that in the plan.
  ///   - table: What its reports show.
  init(_ loaded: LoadedTasks, options: TaskDataOptions?, table: Measures.Table = .metrics) throws {
    var digest = PromptDigest()
    let items = try loaded.tasks.flatMap { task in
      let processResults = try task.configuration.nativeProcessResults()
      return task.docs.map { doc in
        var item = EvaluationItem(task: task.configuration, doc: doc)
        if let processResults {
          item.processResults = { try processResults(doc.doc, $0.loglikelihoods, $0.isGreedy) }
        }
        digest.add(task: item.doc.task, docID: item.doc.docID, promptHash: item.doc.promptHash)
        return item
      }
    }
    let shots = loaded.tasks.map(\.shots)
    let (asTheTasksSay, paths) = ("as the tasks say", options?.data ?? [])
    var task = RunManifest.Task(
      name: loaded.name, dataPath: paths.isEmpty ? asTheTasksSay : paths.joined(separator: ", "),
      dataSHA256: ContentDigest.hex(items.map(\.doc.docHash).joined()),
      split: Set(loaded.tasks.map(\.configuration.splits.evaluated)).sorted().joined(separator: ", "),
      numFewshot: shots.max() ?? 0, prompt: loaded.prompt?.label ?? asTheTasksSay,
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
    task.measures = try Measures(loaded, items: items.map(\.doc), table: table)
    let ownExamples = items.count(where: \.doc.isOwnExample)
    task.ownExamples = ownExamples == 0 ? nil : ownExamples
    self.init(
      items: items, task: task, tree: loaded.tree,
      introduction: (loaded.prompt.map { ["prompt: \($0.label)"] } ?? [])
        + loaded.tasks.map { task in
          "task: \(task.configuration.name), \(task.docs.count) of \(task.originalDocs) docs of the "
            + "\(task.configuration.splits.evaluated) split, \(task.shots)-shot"
        } + loaded.notes)
    configurations = PythonValue.Dictionary(
      loaded.tasks.map { ($0.configuration.name, .dictionary($0.configuration.dump(shots: $0.shots))) },
      uniquingKeysWith: { first, _ in first })
    sampleBytes = ResultFiles.bytes(loaded)
    let tasks = loaded.tasks
    questions = { tasks.flatMap { task in task.docs.map { KeptDoc($0, of: task.configuration.name) } } }
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

extension KeptDoc {
  fileprivate init(_ doc: RenderedDoc, of task: String) {
    self.init(
      task: task, docID: doc.docID, doc: .dictionary(doc.doc), arguments: doc.arguments, target: doc.target,
      examples: doc.examples)
  }
}

extension Measures {
  /// By what the docs of tasks are measured.
  ///
  /// - Parameter items: The docs in run order.
  fileprivate init(_ loaded: LoadedTasks, items: [Outcome], table: Table) throws {
    let docs = Dictionary(grouping: items, by: \.task)
    self.init(
      table: table,
      tasks: try loaded.tasks.map { task in
        let own = docs[task.configuration.name] ?? []
        return Task(
          name: task.configuration.name, alias: task.configuration.alias ?? task.configuration.name,
          version: PythonJSON.line(task.configuration.version ?? .string("Yaml")), numFewshot: task.shots,
          filter: task.configuration.filter, metrics: try task.configuration.metricConfigurations(),
          originalDocs: task.originalDocs,
          docsSHA256: ContentDigest.hex(own.map { $0.docHash + $0.promptHash + $0.targetHash }.joined()))
      }, groups: loaded.nodes.flatMap(Self.groups))
  }

  /// A group and the groups in it, itself first.
  private static func groups(_ node: TaskNode) -> [Group] {
    guard case .group(let group, let children) = node else { return [] }
    let own = Group(
      name: group.name, alias: group.alias ?? group.name, version: group.version.map(\.str) ?? "N/A",
      members: children.map(\.name), tasks: node.tasks.map(\.name), metrics: group.metrics)
    return [own] + children.flatMap(groups)
  }
}

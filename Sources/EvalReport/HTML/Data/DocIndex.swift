import EvalCore
import PythonValues

/// All docs of all runs, each once: those of the first run in its order, then what the others have besides, task by task.
struct DocIndex {
  /// Docs of a task.
  struct TaskDocs {
    let task: String
    var outcomes: [Outcome]
  }

  /// Tasks in the order in which they are met.
  let tasks: [TaskDocs]
  /// The number of each doc, counted through all tasks.
  let numbers: [DocKey: Int]

  /// The docs of some runs.
  init(_ runs: [NamedReport]) {
    var tasks: [TaskDocs] = []
    var placeOfTask: [String: Int] = [:]
    var seen: Set<DocKey> = []
    for outcome in runs.lazy.flatMap(\.report.outcomes) where seen.insert(DocKey(outcome)).inserted {
      let place = placeOfTask[outcome.task] ?? tasks.count
      if place == tasks.count {
        tasks.append(TaskDocs(task: outcome.task, outcomes: []))
        placeOfTask[outcome.task] = place
      }
      tasks[place].outcomes.append(outcome.answered([]))
    }
    self.tasks = tasks
    let keys = tasks.flatMap { $0.outcomes.map { DocKey($0) } }
    numbers = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
  }

  /// The docs without their texts: by task, a column a field.
  var json: PythonValue {
    .list(
      tasks.map { docs in
        .dictionary([
          "task": .string(docs.task),
          "kind": .string(docs.outcomes.first?.outputType.rawValue ?? ""),
          "ids": .list(docs.outcomes.map { .int($0.docID) }),
          "choices": .list(Self.choices(docs.outcomes)),
          "golds": .list(docs.outcomes.map { .list($0.golds.map { .int($0) }) }),
        ])
      })
  }

  /// The choices of each doc; 0 for those of the doc before.
  private static func choices(_ outcomes: [Outcome]) -> [PythonValue] {
    var last: [String]?
    return outcomes.map { outcome in
      // Compared to the byte: equivalent texts are not the same.
      if let last, last.elementsEqual(outcome.choices, by: { $0.utf8.elementsEqual($1.utf8) }) { return .int(0) }
      last = outcome.choices
      return .list(outcome.choices.map { .string($0) })
    }
  }
}

/// A group of tasks, or a single task where there are no children.
public struct TaskTree: Sendable, Hashable, Codable {
  /// Name, for example `mmlu_stem` or `mmlu_anatomy`; that of a task is the name in its outcomes.
  public let name: String
  /// Name for tables, for example `stem` or `anatomy`.
  public let alias: String
  /// Version of the task's definition, as in lm-evaluation-harness's tables; nil when there is none.
  public let version: Int?
  /// Members of a group.
  public let children: [TaskTree]
  /// Whether the members were only asked for together, so that their docs are no sample of anything common: each of
  /// them is judged by itself.
  public let isCollection: Bool

  /// A group, or a task when `children` is empty.
  public init(
    name: String, alias: String? = nil, version: Int? = nil, children: [TaskTree] = [], isCollection: Bool = false
  ) {
    self.name = name
    self.alias = alias ?? name
    self.version = version
    self.children = children
    self.isCollection = isCollection
  }

  /// Names of the tasks below, or its own for a task.
  public var tasks: [String] { children.isEmpty ? [name] : children.flatMap(\.tasks) }

  /// The tree that has exactly the tasks of a run.
  ///
  /// Tasks that were not run are left out, and groups that are empty then; tasks that the tree does not know come right
  /// below the root. So data with its own subjects has a total and no groups.
  public func covering(_ tasks: some Sequence<String>) -> TaskTree {
    let known = Set(self.tasks)
    let wanted = Set(tasks)
    let strangers = wanted.subtracting(known).sorted().map { TaskTree(name: $0, alias: shortened($0)) }
    return with(children.compactMap { $0.restricted(to: wanted) } + strangers)
  }

  /// The members in the order of their names, at every level.
  public var sorted: TaskTree { with(children.map(\.sorted).sorted { $0.name < $1.name }) }

  private func restricted(to wanted: Set<String>) -> TaskTree? {
    guard !children.isEmpty else { return wanted.contains(name) ? self : nil }
    let kept = children.compactMap { $0.restricted(to: wanted) }
    return kept.isEmpty ? nil : with(kept)
  }

  private func with(_ children: [TaskTree]) -> TaskTree {
    TaskTree(name: name, alias: alias, version: version, children: children, isCollection: isCollection)
  }

  private func shortened(_ task: String) -> String {
    let prefix = name + "_"
    return task.hasPrefix(prefix) ? String(task.dropFirst(prefix.count)) : task
  }
}

extension RunManifest {
  /// Tasks and groups of the run; the first manifests did not tell MMLU's.
  public var taskTree: TaskTree { task.tree ?? .mmlu(named: task.name) }
}

extension TaskTree {
  /// MMLU's four groups and 57 subjects, as lm-evaluation-harness names them (group version 2, task version 1).
  fileprivate static func mmlu(named name: String) -> TaskTree {
    TaskTree(
      name: name, version: 2,
      children: subjects.map { group, subjects in
        TaskTree(
          name: "mmlu_" + group, alias: String(group.map { $0 == "_" ? " " : $0 }), version: 2,
          children: subjects.split { $0 == " " || $0 == "\n" }.map(String.init).map {
            TaskTree(name: "mmlu_" + $0, alias: $0, version: 1)
          })
      })
  }

  private static let subjects: KeyValuePairs = [
    "humanities": """
    formal_logic high_school_european_history high_school_us_history high_school_world_history international_law
    jurisprudence logical_fallacies moral_disputes moral_scenarios philosophy prehistory professional_law
    world_religions
    """,
    "other": """
    business_ethics clinical_knowledge college_medicine global_facts human_aging management marketing medical_genetics
    miscellaneous nutrition professional_accounting professional_medicine virology
    """,
    "social_sciences": """
    econometrics high_school_geography high_school_government_and_politics high_school_macroeconomics
    high_school_microeconomics high_school_psychology human_sexuality professional_psychology public_relations
    security_studies sociology us_foreign_policy
    """,
    "stem": """
    abstract_algebra anatomy astronomy college_biology college_chemistry college_computer_science
    college_mathematics college_physics computer_security conceptual_physics electrical_engineering
    elementary_mathematics high_school_biology high_school_chemistry high_school_computer_science
    high_school_mathematics high_school_physics high_school_statistics machine_learning
    """,
  ]
}

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

/// The four groups of MMLU's 57 subjects, as lm-evaluation-harness assigns them (it counts anatomy as STEM).
public enum MMLUGroup: String, Sendable, Hashable, CaseIterable {
  /// 13 subjects, 4705 test docs.
  case humanities
  /// 13 subjects, 3107 test docs.
  case other
  /// 12 subjects, 3077 test docs.
  case socialSciences = "social_sciences"
  /// 19 subjects, 3153 test docs.
  case stem

  /// The group of a subject; nil for a subject that is not one of the 57.
  public init?(subject: String) {
    guard let group = Self.allCases.first(where: { $0.subjects.contains(subject) }) else { return nil }
    self = group
  }

  /// Names of the group's subjects, sorted.
  public var subjects: [String] {
    switch self {
    case .humanities:
      [
        "formal_logic", "high_school_european_history", "high_school_us_history", "high_school_world_history",
        "international_law", "jurisprudence", "logical_fallacies", "moral_disputes", "moral_scenarios", "philosophy",
        "prehistory", "professional_law", "world_religions",
      ]
    case .other:
      [
        "business_ethics", "clinical_knowledge", "college_medicine", "global_facts", "human_aging", "management",
        "marketing", "medical_genetics", "miscellaneous", "nutrition", "professional_accounting",
        "professional_medicine", "virology",
      ]
    case .socialSciences:
      [
        "econometrics", "high_school_geography", "high_school_government_and_politics", "high_school_macroeconomics",
        "high_school_microeconomics", "high_school_psychology", "human_sexuality", "professional_psychology",
        "public_relations", "security_studies", "sociology", "us_foreign_policy",
      ]
    case .stem:
      [
        "abstract_algebra", "anatomy", "astronomy", "college_biology", "college_chemistry", "college_computer_science",
        "college_mathematics", "college_physics", "computer_security", "conceptual_physics", "electrical_engineering",
        "elementary_mathematics", "high_school_biology", "high_school_chemistry", "high_school_computer_science",
        "high_school_mathematics", "high_school_physics", "high_school_statistics", "machine_learning",
      ]
    }
  }
}

public import PythonValues

extension TaskConfiguration {
  /// The configuration as lm-evaluation-harness writes it to its results: every key in its order, defaults filled in,
  /// those without a value left out.
  ///
  /// A function is its name, where lm-evaluation-harness writes its source.
  ///
  /// - Parameter shots: Few-shot examples of the run.
  public func dump(shots: Int) -> PythonValue.Dictionary {
    var fields: PythonValue.Dictionary = [:]
    for key in Self.dumpedKeys {
      let value: PythonValue =
        switch key {
        case "num_fewshot": PythonValue.int(shots)
        case "fewshot_config": PythonValue.dictionary(fewShotFields)
        case "metadata": PythonValue.dictionary(metadata.merging(["config_source": .string(path)]) { $1 })
        default: source[key] ?? Self.defaults[key] ?? .none
        }
      if value != .none { fields[key] = value }
    }
    return fields
  }

  private var fewShotFields: PythonValue.Dictionary {
    var own: PythonValue.Dictionary = [:]
    if case .dictionary(let fields) = source["fewshot_config"] { own = fields }
    let inherited = Self.defaults.merging(source) { $1 }
    return PythonValue.Dictionary(
      uniqueKeysWithValues: Self.dumpedFewShotKeys.map { key in
        let value =
          switch key {
          case "sampler": PythonValue.string(fewShot.sampler.rawValue)
          case "split": own[key] ?? inherited["fewshot_split"] ?? .none
          case "fewshot_indices", "samples": own[key] ?? .none
          default: own[key] ?? inherited[key] ?? .none
          }
        return (key, value)
      })
  }

  private static let defaults: PythonValue.Dictionary = [
    "unsafe_code": .bool(false), "description": .string(""), "target_delimiter": .string(" "),
    "fewshot_delimiter": .string("\n\n"), "repeats": .int(1), "should_decontaminate": .bool(false),
  ]

  private static let dumpedKeys = [
    "task", "task_alias", "dataset_path", "dataset_name", "dataset_kwargs", "training_split", "validation_split",
    "test_split", "fewshot_split", "process_docs", "doc_to_text", "doc_to_target", "unsafe_code", "doc_to_choice",
    "process_results", "description", "target_delimiter", "fewshot_delimiter", "fewshot_config", "num_fewshot",
    "metric_list", "output_type", "generation_kwargs", "repeats", "filter_list", "should_decontaminate",
    "doc_to_decontamination_query", "gen_prefix", "metadata",
  ]

  private static let dumpedFewShotKeys = [
    "sampler", "split", "process_docs", "fewshot_indices", "samples", "doc_to_text", "doc_to_choice", "doc_to_target",
    "gen_prefix", "fewshot_delimiter", "target_delimiter",
  ]
}

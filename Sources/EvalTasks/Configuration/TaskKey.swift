/// The keys of a task's YAML, as lm-evaluation-harness 0.4.13 has them, and two of our own.
enum TaskKey: String, CaseIterable {
  case task
  case taskAlias = "task_alias"
  case tag
  case include
  case taskList = "task_list"
  case pythonClass = "class"
  case customDataset = "custom_dataset"
  case datasetPath = "dataset_path"
  case datasetName = "dataset_name"
  case datasetKeywords = "dataset_kwargs"
  case trainingSplit = "training_split"
  case validationSplit = "validation_split"
  case testSplit = "test_split"
  case fewShotSplit = "fewshot_split"
  case processDocs = "process_docs"
  case docToText = "doc_to_text"
  case docToTarget = "doc_to_target"
  case docToChoice = "doc_to_choice"
  case docToImage = "doc_to_image"
  case docToAudio = "doc_to_audio"
  case unsafeCode = "unsafe_code"
  case processResults = "process_results"
  case usePrompt = "use_prompt"
  case description
  case targetDelimiter = "target_delimiter"
  case fewShotDelimiter = "fewshot_delimiter"
  case fewShotConfiguration = "fewshot_config"
  case numFewshot = "num_fewshot"
  case metricList = "metric_list"
  case outputType = "output_type"
  case generationKeywords = "generation_kwargs"
  case repeats
  case filterList = "filter_list"
  case shouldDecontaminate = "should_decontaminate"
  case decontaminationQuery = "doc_to_decontamination_query"
  case genPrefix = "gen_prefix"
  case metadata
  /// Not in lm-evaluation-harness: `TaskConfiguration.Newlines`.
  case newlines
  /// Not in lm-evaluation-harness: `TaskConfiguration.Strip`.
  case strip

  /// What to do about a key that log-likelihoods cannot honour; nil for the others.
  var remedyWhereUnsupported: String? {
    switch self {
    case .pythonClass: "The task is a Python class; only tasks that YAML describes can be read. Run it with lm-eval."
    case .customDataset: "Python makes the data; write it to a file, and name that in dataset_kwargs: data_files."
    case .docToImage, .docToAudio: "Only tasks of text can be evaluated. Run it with lm-eval."
    case .usePrompt: "Write promptsource's template into doc_to_text, doc_to_target and doc_to_choice."
    case .unsafeCode: "No code of a model is run here. Run it with lm-eval."
    case .taskList: "lm-eval 0.4.13 does not read it either; write a file for every task."
    default: nil
    }
  }
}

/// The keys of a group's YAML, as lm-evaluation-harness 0.4.13 has them; all others are handed to its tasks.
enum GroupKey: String, CaseIterable {
  case group
  case groupAlias = "group_alias"
  case task
  case aggregateMetricList = "aggregate_metric_list"
  case metadata
}

/// The keys of a task's `fewshot_config`, as lm-evaluation-harness 0.4.13 has them.
enum FewShotKey: String, CaseIterable {
  case sampler
  case split
  case processDocs = "process_docs"
  case indices = "fewshot_indices"
  case samples
  case docToText = "doc_to_text"
  case docToChoice = "doc_to_choice"
  case docToTarget = "doc_to_target"
  case genPrefix = "gen_prefix"
  case fewShotDelimiter = "fewshot_delimiter"
  case targetDelimiter = "target_delimiter"
}

public import EvalCore
public import PythonValues

/// What a task's YAML says, read and checked: the schema of lm-evaluation-harness 0.4.13, as far as log-likelihoods can
/// honour it.
///
/// Keys that generate text, show images or call Python functions that are not there in Swift are errors, as unknown ones
/// are. `generation_kwargs`, `repeats` and the keys of decontamination may be there: with log-likelihoods they have no
/// effect, in lm-evaluation-harness neither.
public struct TaskConfiguration: Sendable {
  /// `task`.
  public internal(set) var name: String
  /// `task_alias`: the name in tables.
  public internal(set) var alias: String?
  /// `tag`.
  public let tags: [String]
  /// The YAML file; relative data files lie beside it.
  public let path: String
  /// Where its data is.
  public internal(set) var dataset: DatasetConfiguration
  /// Which splits it has.
  public let splits: TaskSplits
  /// `process_docs`: makes the docs of a split.
  public let processDocs: FunctionReference?
  /// `doc_to_text`.
  public let docToText: DocField
  /// `doc_to_target`.
  public let docToTarget: DocField
  /// `doc_to_choice`; there for every `multiple_choice` task.
  public let docToChoice: DocField?
  /// `process_results`: computes the metrics of a doc.
  public let processResults: FunctionReference?
  /// `description`: a column or a template, rendered before the few-shot examples.
  public let description: String
  /// `target_delimiter`: what stands between context and choice.
  public let targetDelimiter: String
  /// `fewshot_delimiter`.
  public let fewShotDelimiter: String
  /// `gen_prefix`: a column or a template, the beginning of every answer.
  public let genPrefix: String?
  /// `newlines`.
  public let newlines: Newlines
  /// `strip`.
  public let strip: Strip
  /// How few-shot examples are had and written.
  public let fewShot: FewShotConfiguration
  /// `num_fewshot`; nil where the task leaves it to the user.
  public let numFewshot: Int?
  /// `metric_list`; nil for the defaults of the output type.
  public let metrics: [MetricEntry]?
  /// `output_type`.
  public let outputType: OutputType
  /// The name in `filter_list`, which is the second part of lm-evaluation-harness's metric keys; `none` without one.
  public let filter: String
  /// `metadata`.
  public let metadata: PythonValue.Dictionary
  /// All keys as they were read, includes and overrides merged.
  public internal(set) var source: PythonValue.Dictionary
  /// The same with their places.
  var keys: ConfigurationValue.Mapping
  /// The prompt whose keys took the place of the task's own; nil for the task as its file says.
  public let prompt: Prompt?

  /// `metadata`'s `version`; nil where there is none.
  public var version: PythonValue? { metadata["version"] }

  /// The folder of the YAML file.
  public var folder: String { FilePath.folder(of: path) }

  /// How many few-shot examples a doc gets.
  ///
  /// - Parameter requested: What the user asks for; a task whose YAML says 0 stays at 0, as in lm-evaluation-harness.
  public func shots(requested: Int?) -> Int {
    numFewshot == 0 ? 0 : requested ?? numFewshot ?? 0
  }
}

/// The names of a task's splits, of which at least `validation` or `test` is there.
public struct TaskSplits: Sendable, Hashable {
  /// `training_split`.
  public let training: String?
  /// `validation_split`.
  public let validation: String?
  /// `test_split`.
  public let test: String?
  /// The split that is evaluated: the test split, or else the validation split.
  public let evaluated: String

  /// The splits; nil when there is none to evaluate.
  public init?(training: String?, validation: String?, test: String?) {
    guard let evaluated = test ?? validation else { return nil }
    self.training = training
    self.validation = validation
    self.test = test
    self.evaluated = evaluated
  }

  /// The split of few-shot examples where the task names none: training, or else validation, or else test.
  public var fewShotFallback: String { training ?? validation ?? evaluated }
}

/// Where a task's YAML says that its data is.
public struct DatasetConfiguration: Sendable {
  /// `dataset_path`: a data set of the Hugging Face Hub, or a loader such as `json` or `csv`.
  public let path: String
  /// `dataset_name`: the subset.
  public let name: String?
  /// `dataset_kwargs`: the loader's arguments, for example `data_files`.
  public let keywords: PythonValue.Dictionary
  /// The file that says so.
  public let file: String
  /// The line of `dataset_path` there, from 1.
  public let line: Int

  /// A data set by its names.
  public init(path: String, name: String?, keywords: PythonValue.Dictionary, file: String, line: Int) {
    self.path = path
    self.name = name
    self.keywords = keywords
    self.file = file
    self.line = line
  }
}

/// What lm-evaluation-harness's results file says of a run beside its numbers.
public struct LMEvalRun: Sendable, Hashable {
  /// Name of the model's kind, for example `rwkv`.
  public var model: String
  /// Arguments of the model, for example `path=g1.pth`.
  public var modelArguments: String
  /// Further facts about the model, for example `model_num_parameters`, in this order.
  public var modelDetails: [LMEvalField] = []
  /// Requests or tokens a batch; null for none.
  public var batchSize: LMEvalJSON = .null
  /// What computed, for example `cpu`; nil for unknown.
  public var device: String?
  /// Docs a task at most, or a share of them; null for all.
  public var limit: LMEvalJSON = .null
  /// Resamples of a bootstrap.
  public var resamples = 100_000
  /// Seed of the few-shot sampler.
  public var fewshotSeed = 1234
  /// Commit of the program; nil for unknown.
  public var gitHash: String?
  /// Start, in seconds since 1970.
  public var date: Double
  /// The machine in words.
  public var environment = "N/A"
  /// Version of lm-evaluation-harness whose files these are.
  public var harnessVersion = "0.4.13"
  /// Facts about the tokenizer, for example `eot_token_id` and `max_length`, in this order.
  public var tokenizerDetails: [LMEvalField] = []
  /// SHA-256 (hex), by task, of the joined doc, prompt and target hashes of its samples.
  public var taskHashes: [LMEvalField] = []
  /// What the model was given as; the name of its kind, or `CUSTOM` for an object.
  public var modelSource: String
  /// Name of the model, for example a path.
  public var modelName: String
  /// Wall-clock seconds of the run.
  public var seconds: Double

  /// A run; what is not given is as lm-evaluation-harness has it by default.
  public init(model: String, modelArguments: String, modelName: String, date: Double, seconds: Double) {
    self.model = model
    modelSource = model
    self.modelArguments = modelArguments
    self.modelName = modelName
    self.date = date
    self.seconds = seconds
  }

  /// The name of the model's folder: `__` for every run of characters that a path must not have.
  public var folderName: String {
    let forbidden = Set("\"<>:/|\\?*[]".unicodeScalars)
    var name = ""
    var isInside = false
    for scalar in modelName.unicodeScalars {
      let isForbidden = forbidden.contains(scalar)
      if !isForbidden {
        name.unicodeScalars.append(scalar)
      } else if !isInside {
        name += "__"
      }
      isInside = isForbidden
    }
    return name
  }

  var fields: [LMEvalField] {
    [
      LMEvalField("config", .object(configuration)), LMEvalField("git_hash", Self.text(gitHash)),
      LMEvalField("date", .number(date)), LMEvalField("pretty_env_info", .string(environment)),
      LMEvalField("transformers_version", .string("N/A")), LMEvalField("lm_eval_version", .string(harnessVersion)),
      LMEvalField("upper_git_hash", .null),
    ] + tokenizerDetails + [LMEvalField("task_hashes", .object(taskHashes))] + identity
  }

  private var configuration: [LMEvalField] {
    [LMEvalField("model", .string(model)), LMEvalField("model_args", .string(modelArguments))] + modelDetails + [
      LMEvalField("batch_size", batchSize), LMEvalField("batch_sizes", .array([])),
      LMEvalField("device", Self.text(device)), LMEvalField("use_cache", .null), LMEvalField("limit", limit),
      LMEvalField("bootstrap_iters", .integer(resamples)), LMEvalField("gen_kwargs", .null),
      LMEvalField("random_seed", .integer(0)), LMEvalField("numpy_seed", .integer(1234)),
      LMEvalField("torch_seed", .integer(1234)), LMEvalField("fewshot_seed", .integer(fewshotSeed)),
    ]
  }

  private var identity: [LMEvalField] {
    [
      LMEvalField("model_source", .string(modelSource)), LMEvalField("model_name", .string(modelName)),
      LMEvalField("model_name_sanitized", .string(folderName)), LMEvalField("system_instruction", .null),
      LMEvalField("system_instruction_sha", .null), LMEvalField("fewshot_as_multiturn", .null),
      LMEvalField("chat_template", .null), LMEvalField("chat_template_sha", .null),
      LMEvalField("total_evaluation_time_seconds", .string(PythonLiteral.repr(seconds))),
    ]
  }

  private static func text(_ text: String?) -> LMEvalJSON { text.map(LMEvalJSON.string) ?? .null }
}

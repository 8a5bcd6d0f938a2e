/// Everything that can change a run's numbers, kept beside them so that a number can be traced.
public struct RunManifest: Sendable, Hashable, Codable {
  /// Version of the manifest's layout: 2; 1 had no measures.
  public var formatVersion = 2
  /// Version of rwkv-eval.
  public var toolVersion: String
  /// The command line as typed.
  public var commandLine: [String]
  /// Start of the run, ISO 8601 in UTC.
  public var startedAt: String
  /// When the run went on after it had been stopped, ISO 8601 in UTC, an entry each time; nil for a run in one piece.
  public var resumedAt: [String]?
  /// End of the run, ISO 8601 in UTC with milliseconds; nil before it, and in older manifests.
  public var finishedAt: String?
  /// Wall-clock seconds as of the last time, some seconds ago at most, that outcomes were secured; nil after the end.
  public var secondsSoFar: Double?
  /// Wall-clock seconds from start to last outcome; nil while the run is going on.
  ///
  /// Of a resumed run, the sum of its parts: a part that was stopped counts up to its last `secondsSoFar`.
  public var elapsedSeconds: Double?
  /// The model.
  public var model: Model
  /// What was asked of it.
  public var task: Task
  /// The machine and the arithmetic.
  public var machine: Machine
  /// How requests were laid out; nil for a built-in baseline and in manifests of older runs.
  public var layout: Layout?
  /// The rule by which docs stopped before the last read-out; nil where every doc was read out everywhere.
  public var exit: ExitRule?
  /// How much was computed, in all parts of a resumed run together.
  public var work: Work?

  /// The model under evaluation.
  public struct Model: Sendable, Hashable, Codable {
    /// Name for reports.
    public var name: String
    /// Path of the checkpoint as given; nil for a built-in baseline.
    public var path: String?
    /// Container and element type, for example `PyTorch zip, bf16`.
    public var format: String?
    /// SHA-256 (hex) of the checkpoint's weights file or files.
    public var sha256: String?
    /// The LoRA that was merged into the weights; nil for none.
    public var lora: LoRA?
    /// The tuned states that the layers start from; nil for zeros.
    public var state: TunedState?
    /// Number of unique parameters.
    public var parameters: Int?
    /// What the program of most loops costs; nil for a baseline and in older manifests.
    public var costs: Costs?
    /// Path of the vocabulary; nil where every request gives tokens.
    public var tokenizerPath: String?
    /// SHA-256 (hex) of the vocabulary file.
    public var tokenizerSHA256: String?
    /// Whether a start token is put before every context: token 0, or `startTokenID`.
    public var startToken: Bool?
    /// The token that begins a text, where it is not 0.
    public var startTokenID: Int?
    /// Tokens that the model read at most; nil for any number.
    public var maxLength: Int?
    /// One-line description of the depth program.
    public var program: String?
    /// SHA-256 (hex) of each read-out's expanded program, in the order of `readouts`.
    public var programSHA256: [String]?
    /// How the program's layers are looped; nil for a program without loops, a baseline, and in older manifests.
    public var depth: Depth?
    /// Smallest and largest loop counts seen in training; nil where the checkpoint does not say, and in older manifests.
    public var loopsTrained: ClosedRange<Int>?
    /// Depths read out.
    public var readouts: [ReadoutDepth]
    /// Command-line flags that override the checkpoint's configuration, one line each.
    public var overrides: [String]
    /// What a reader must know of the model or program, one line each.
    public var notes: [String]

    /// A model entry; everything but the name is optional.
    public init(name: String, readouts: [ReadoutDepth]) {
      self.name = name
      self.readouts = readouts
      self.overrides = []
      self.notes = []
    }
  }

  /// A LoRA that was merged into a model's weights.
  public struct LoRA: Sendable, Hashable, Codable {
    /// Path as given.
    public var path: String
    /// SHA-256 (hex) of the file.
    public var sha256: String
    /// α.
    public var alpha: Double
    /// r of the matrices, each once, ascending.
    public var ranks: [Int]
    /// Matrices that it changes.
    public var matrices: Int
    /// Tensors that it replaces.
    public var wholeTensors: Int

    /// A LoRA.
    public init(path: String, sha256: String, alpha: Double, ranks: [Int], matrices: Int, wholeTensors: Int) {
      self.path = path
      self.sha256 = sha256
      self.alpha = alpha
      self.ranks = ranks
      self.matrices = matrices
      self.wholeTensors = wholeTensors
    }
  }

  /// States of state tuning that a model's layers start from.
  public struct TunedState: Sendable, Hashable, Codable {
    /// Path as given; nil for those in the model's own file.
    public var path: String?
    /// SHA-256 (hex) of that file.
    public var sha256: String?

    /// States.
    public init(path: String?, sha256: String?) {
      self.path = path
      self.sha256 = sha256
    }
  }

  /// How layers are looped, in the words of the command-line flags.
  public struct Depth: Sendable, Hashable, Codable {
    /// Groups of layers that loop, `--groups`.
    public var groups: Int
    /// `--sharing`.
    public var sharing: String
    /// `--injection`.
    public var injection: String

    /// A way of looping.
    public init(groups: Int, sharing: String, injection: String) {
      self.groups = groups
      self.sharing = sharing
      self.injection = injection
    }
  }

  /// What a depth program costs, by count.
  public struct Costs: Sendable, Hashable, Codable {
    /// Parameters as often as the program reads them.
    public var unrolledParameters: Int
    /// Floating-point operations of the matrix products for one token, the head's apart.
    public var flopsPerToken: Int
    /// The head's, for one token that is read out.
    public var headFlopsPerToken: Int
    /// Bytes of sequence-wise state that token-by-token inference carries.
    public var stateBytes: Int

    /// Costs.
    public init(unrolledParameters: Int, flopsPerToken: Int, headFlopsPerToken: Int, stateBytes: Int) {
      self.unrolledParameters = unrolledParameters
      self.flopsPerToken = flopsPerToken
      self.headFlopsPerToken = headFlopsPerToken
      self.stateBytes = stateBytes
    }
  }

  /// What was evaluated, and how it was asked.
  public struct Task: Sendable, Hashable, Codable {
    /// Name of the task or group, for example `mmlu`.
    public var name: String
    /// Path of the data as given.
    public var dataPath: String
    /// SHA-256 (hex) over the docs that were used.
    public var dataSHA256: String
    /// Split, for example `test`.
    public var split: String
    /// Number of few-shot examples; where tasks differ, the largest.
    public var numFewshot: Int
    /// Few-shot examples by task, where tasks differ; nil where all have the same number, and in older manifests.
    public var numFewshotByTask: [String: Int]?
    /// Seed of the few-shot examples that are drawn at random; nil for MMLU, which draws none, and in older manifests.
    public var fewshotSeed: Int?
    /// Name or path of the prompt.
    public var prompt: String
    /// SHA-256 (hex) of the prompt file.
    public var promptSHA256: String
    /// SHA-256 (hex) over all rendered contexts (`prompts digest`).
    public var contextsSHA256: String
    /// Docs per subject or task, or nil for all or a share of them.
    public var limit: Int?
    /// Share of the docs of every task, between 0 and 1; nil for all or a number of them, and in older manifests.
    public var limitShare: Double?
    /// Subject filter, or empty for all.
    public var subjects: [String]
    /// Number of docs.
    public var docs: Int
    /// Tasks and groups; nil for MMLU, whose are known.
    public var tree: TaskTree?
    /// By what the outcomes are measured; nil in manifests of version 1, whose accuracy alone can be told.
    public var measures: Measures?
    /// Docs that are among their own few-shot examples (`own_example` in the outcomes); nil for none.
    public var ownExamples: Int?

    /// A task entry.
    public init(
      name: String, dataPath: String, dataSHA256: String, split: String, numFewshot: Int, prompt: String,
      promptSHA256: String, contextsSHA256: String, limit: Int?, subjects: [String], docs: Int
    ) {
      self.name = name
      self.dataPath = dataPath
      self.dataSHA256 = dataSHA256
      self.split = split
      self.numFewshot = numFewshot
      self.prompt = prompt
      self.promptSHA256 = promptSHA256
      self.contextsSHA256 = contextsSHA256
      self.limit = limit
      self.subjects = subjects
      self.docs = docs
    }
  }

  /// The machine and the arithmetic used on it.
  public struct Machine: Sendable, Hashable, Codable {
    /// Processor name.
    public var processor: String
    /// Threads used.
    public var threads: Int
    /// OpenBLAS's own description of itself.
    public var blas: String
    /// Instruction set of our kernels, for example `avx2`.
    public var simd: String
    /// Arithmetic of activations, for example `fp32`.
    public var precision: String

    /// A machine entry.
    public init(processor: String, threads: Int, blas: String, simd: String, precision: String) {
      self.processor = processor
      self.threads = threads
      self.blas = blas
      self.simd = simd
      self.precision = precision
    }

    /// Whether results are rounded to a narrower format than fp32, so that honest numbers can be equal.
    public var isRounded: Bool { precision != "fp32" }
  }

  /// How requests are laid out for the model; another layout changes the last bits of the numbers.
  public struct Layout: Sendable, Hashable, Codable {
    /// Tokens of a batch.
    public var tokensPerBatch: Int
    /// Whether each distinct prefix of a batch is computed once.
    public var sharesPrefixes: Bool
    /// Floating-point operations after which answers are given out; nil in older manifests, whose batches went through as
    /// a whole.
    public var flopsAtOnce: Int?

    /// A layout entry.
    public init(tokensPerBatch: Int, sharesPrefixes: Bool, flopsAtOnce: Int? = nil) {
      self.tokensPerBatch = tokensPerBatch
      self.sharesPrefixes = sharesPrefixes
      self.flopsAtOnce = flopsAtOnce
    }
  }

  /// How much was computed.
  public struct Work: Sendable, Hashable, Codable {
    /// Tokens of all requests, every prefix counted for every request.
    public var requestTokens: Int
    /// Tokens computed, shared prefixes once.
    public var computedTokens: Int
    /// Tokens computed times layer applications.
    public var tokenApplications: Int

    /// A work entry.
    public init(requestTokens: Int, computedTokens: Int, tokenApplications: Int) {
      self.requestTokens = requestTokens
      self.computedTokens = computedTokens
      self.tokenApplications = tokenApplications
    }
  }

  /// A manifest of a run that starts now.
  public init(
    toolVersion: String, commandLine: [String], startedAt: String, model: Model, task: Task, machine: Machine
  ) {
    self.toolVersion = toolVersion
    self.commandLine = commandLine
    self.startedAt = startedAt
    self.model = model
    self.task = task
    self.machine = machine
  }
}

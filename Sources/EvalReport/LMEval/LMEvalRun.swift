internal import EvalCore
internal import Foundation
public import PythonValues

/// What lm-evaluation-harness's results file says of a run beside its numbers.
public struct LMEvalRun: Sendable {
  /// Name of the model's kind, for example `rwkv`.
  public var model: String
  /// Arguments of the model, for example `path=g1.pth`.
  public var modelArguments: String
  /// Further facts about the model, for example `model_num_parameters`, in this order.
  public var modelDetails: [LMEvalField] = []
  /// Requests or tokens a batch; null for none.
  public var batchSize: PythonValue = PythonValue.none
  /// What computed, for example `cpu`; nil for unknown.
  public var device: String?
  /// Docs a task at most, or a share of them; null for all.
  public var limit: PythonValue = PythonValue.none
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
      LMEvalField("date", .double(date)), LMEvalField("pretty_env_info", .string(environment)),
      LMEvalField("transformers_version", .string("N/A")), LMEvalField("lm_eval_version", .string(harnessVersion)),
      LMEvalField("upper_git_hash", PythonValue.none),
    ] + tokenizerDetails + [LMEvalField("task_hashes", .object(taskHashes))] + identity
  }

  private var configuration: [LMEvalField] {
    [LMEvalField("model", .string(model)), LMEvalField("model_args", .string(modelArguments))] + modelDetails + [
      LMEvalField("batch_size", batchSize), LMEvalField("batch_sizes", .list([])),
      LMEvalField("device", Self.text(device)), LMEvalField("use_cache", PythonValue.none), LMEvalField("limit", limit),
      LMEvalField("bootstrap_iters", .int(resamples)), LMEvalField("gen_kwargs", PythonValue.none),
      LMEvalField("random_seed", .int(0)), LMEvalField("numpy_seed", .int(1234)),
      LMEvalField("torch_seed", .int(1234)), LMEvalField("fewshot_seed", .int(fewshotSeed)),
    ]
  }

  private var identity: [LMEvalField] {
    [
      LMEvalField("model_source", .string(modelSource)), LMEvalField("model_name", .string(modelName)),
      LMEvalField("model_name_sanitized", .string(folderName)), LMEvalField("system_instruction", PythonValue.none),
      LMEvalField("system_instruction_sha", PythonValue.none), LMEvalField("fewshot_as_multiturn", PythonValue.none),
      LMEvalField("chat_template", PythonValue.none), LMEvalField("chat_template_sha", PythonValue.none),
      LMEvalField("total_evaluation_time_seconds", .string(PythonValue.double(seconds).repr)),
    ]
  }

  private static func text(_ text: String?) -> PythonValue { text.map(PythonValue.string) ?? PythonValue.none }
}

extension LMEvalRun {
  /// What a results file says of a run at one of its read-outs.
  init(_ manifest: RunManifest, at readout: Int, taskHashes: [LMEvalField]) {
    let model = LMEvalModel(manifest, at: readout)
    self.init(
      model: "rwkv", modelArguments: model.arguments, modelName: model.name,
      date: (try? Date(manifest.startedAt, strategy: .iso8601))?.timeIntervalSince1970 ?? 0,
      seconds: manifest.elapsedSeconds ?? 0)
    modelDetails = manifest.model.parameters.map { [LMEvalField("model_num_parameters", .int($0))] } ?? []
    device = "cpu"
    fewshotSeed = manifest.task.fewshotSeed ?? fewshotSeed
    environment = "rwkv-eval \(manifest.toolVersion)"
    limit =
      manifest.task.limit.map(PythonValue.int) ?? manifest.task.limitShare.map(PythonValue.double) ?? PythonValue.none
    self.taskHashes = taskHashes
  }
}

/// A model in lm-evaluation-harness's words: `model_args` with everything that makes it the one that it is, and a name
/// that no other of them has.
struct LMEvalModel {
  private let manifest: RunManifest
  /// The read-out's depth; nil where docs stopped at depths of their own.
  private let depth: ReadoutDepth?
  private let readout: Int

  /// The model of a run at one of its read-outs.
  init(_ manifest: RunManifest, at readout: Int) {
    self.manifest = manifest
    self.readout = readout
    depth = manifest.exit == nil ? manifest.model.readouts[readout] : nil
  }

  /// `name=value`s, separated by commas; no value has a comma.
  var arguments: String {
    let model = manifest.model
    let parts =
      [("path", model.path)] + looping + [
        ("precision", model.path == nil ? nil : manifest.machine.precision),
        ("start_token", model.startToken.map { $0 ? "True" : "False" }),
        ("start_token_id", model.startTokenID.map(String.init)),
        ("max_length", model.maxLength.map(String.init)),
        ("program", isDeepest ? model.program : nil), ("program_sha256", digest),
      ]
    return Self.joined(parts)
  }

  /// The model's name and, where it loops, its program, which tells it from the same checkpoint under another one; then
  /// what is not as it is by default.
  ///
  /// For example `demo,loops=8,groups=8,program=3f2a9c1b2d4e`.
  var name: String {
    let model = manifest.model
    let parts =
      looping + [
        ("precision", manifest.machine.isRounded ? manifest.machine.precision : nil),
        ("start_token", model.startToken == false ? "False" : nil),
        ("max_length", model.maxLength.map(String.init)),
        ("program", looping.isEmpty ? nil : digest.map { String($0.prefix(12)) }),
      ]
    let text = Self.joined(parts)
    return model.name + (text.isEmpty ? "" : "," + text)
  }

  private var looping: [(String, String?)] {
    let loops = depth == nil ? manifest.model.readouts.last?.loops : depth?.loops
    guard let loops else { return [] }
    let layers = manifest.model.depth
    return [
      ("loops", "\(loops)"), ("groups", layers.map { "\($0.groups)" }), ("sharing", layers?.sharing),
      ("injection", layers?.injection), ("readout", depth?.kind == .prefix ? "prefix" : nil),
      ("exit", manifest.exit.map { ExitPolicyText(.rule($0)).text }),
    ]
  }

  /// Whether the read-out is that of the program that the manifest describes in words.
  private var isDeepest: Bool { depth == nil || readout == manifest.model.readouts.count - 1 }

  private var digest: String? {
    let digests = manifest.model.programSHA256 ?? []
    let place = depth == nil ? digests.count - 1 : readout
    return digests.indices.contains(place) ? digests[place] : nil
  }

  private static func joined(_ parts: [(String, String?)]) -> String {
    parts.compactMap { name, value in value.map { "\(name)=\($0.replacing(",", with: ";"))" } }.joined(separator: ",")
  }
}

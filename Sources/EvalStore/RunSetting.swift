import EvalCore

/// Something that can change a run's numbers; a run is resumed only where all of them are as they were.
struct RunSetting: Equatable {
  let name: String
  let value: String

  /// All settings of a run but the checkpoint's digest, which is known only later (`RunWriter.record`).
  ///
  /// The number of threads changes no bit, and times, paths and the processor's name change nothing by themselves.
  static func all(_ manifest: RunManifest) -> [RunSetting] {
    model(manifest.model) + exit(manifest.exit) + task(manifest.task) + arithmetic(manifest)
  }

  private static func model(_ model: RunManifest.Model) -> [RunSetting] {
    [
      RunSetting("model", model.name), RunSetting("format", model.format), RunSetting("parameters", model.parameters),
      RunSetting("vocabulary", model.tokenizerSHA256), RunSetting("start token", model.startToken),
      RunSetting("id of the start token", model.startTokenID, absent: "0"),
      RunSetting("longest text", model.maxLength, absent: "any"),
      RunSetting("read-outs", list: model.readouts.map { $0.loops.map { "\($0) loops" } ?? "no loops" }),
      RunSetting("depth program", list: model.programSHA256), RunSetting("LoRA", model.lora?.sha256),
      RunSetting("LoRA's α", model.lora?.alpha),
      RunSetting("tuned states", model.state.map { $0.sha256 ?? "the model's own" }),
    ]
  }

  private static func exit(_ rule: ExitRule?) -> [RunSetting] {
    [
      RunSetting(
        "exit rule",
        rule.map { "\($0.criterion.rawValue) \($0.threshold) from \($0.minimumLoops) loops, \($0.patience) in a row" })
    ]
  }

  private static func task(_ task: RunManifest.Task) -> [RunSetting] {
    [
      RunSetting("task", task.name), RunSetting("split", task.split), RunSetting("few-shot examples", task.numFewshot),
      RunSetting("docs per subject", task.limit, absent: "all"),
      RunSetting("subjects", list: task.subjects, absent: "all"),
      RunSetting("data", task.dataSHA256), RunSetting("prompt", task.promptSHA256),
      RunSetting("contexts", task.contextsSHA256),
      RunSetting("share of docs", task.limitShare, absent: unknown),
      RunSetting(
        "few-shot examples by task",
        list: task.numFewshotByTask?.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }, absent: unknown),
      RunSetting("few-shot seed", task.fewshotSeed, absent: unknown),
    ]
  }

  private static func arithmetic(_ manifest: RunManifest) -> [RunSetting] {
    [
      RunSetting("tokens per batch", manifest.layout?.tokensPerBatch),
      RunSetting("operations at once", manifest.layout?.flopsAtOnce),
      RunSetting("prefix sharing", manifest.layout?.sharesPrefixes), RunSetting("BLAS", manifest.machine.blas),
      RunSetting("instruction set", manifest.machine.simd), RunSetting("precision", manifest.machine.precision),
      RunSetting("rwkv-eval", manifest.toolVersion),
    ]
  }

  /// What older manifests do not say: what would differ there differs in the contexts or the number of docs too.
  private static let unknown = "unknown"

  /// What differs, for example `split was val and is test`; empty where nothing does.
  static func differences(_ earlier: RunManifest, _ now: RunManifest) -> [String] {
    zip(all(earlier), all(now)).filter { $0 != $1 && $0.value != unknown }.map {
      "\($0.name) was \($0.shown) and is \($1.shown)"
    }
  }

  private init(_ name: String, _ value: (some CustomStringConvertible)?, absent: String = "none") {
    self.name = name
    self.value = value.map { "\($0)" } ?? absent
  }

  private init(_ name: String, list: [String]?, absent: String = "none") {
    let joined = (list ?? []).joined(separator: ", ")
    self.init(name, joined.isEmpty ? nil : joined, absent: absent)
  }

  /// The value with digests cut to what eyes compare.
  private var shown: String {
    value.split(separator: ", ").map { word in
      word.utf8.count == 64 && word.allSatisfy(\.isHexDigit) ? "\(word.prefix(12))…" : String(word)
    }.joined(separator: ", ")
  }
}

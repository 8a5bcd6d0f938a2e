import Console
import DepthStudy
import EvalCore
import Foundation
import RWKVModel
import RWKVScoring

/// A model as the command line names it, ready to score.
struct LoadedModel {
  /// What scores.
  let languageModel: any LanguageModel
  /// The checkpoint and its programs; nil for a baseline.
  let rwkv: RWKV?
  /// The format of weights and activations.
  var precision: Precision { rwkv?.model.precision ?? .fp32 }
  /// The model's part of the manifest; the checkpoint's digest is added when it is known.
  var manifest: RunManifest.Model
  /// How the arithmetic is done.
  let engine: Engine
  /// How requests are laid out; nil for a baseline.
  let layout: RunManifest.Layout?
  /// The bundled model's data folder, where a bundled model was chosen.
  let bundledData: String?

  /// An RWKV-7 checkpoint under its programs.
  struct RWKV {
    let model: RWKVModel
    let programs: [DepthProgram]
    let configuration: DepthConfiguration
    let scorer: RWKVLanguageModel
    let tokenizer: Tokenizer?
  }

  /// Throws when the checkpoint's files were changed since they were opened: what was computed since the last look may be
  /// of two versions.
  func requireUnchanged() throws { try rwkv?.model.checkpoint.requireUnchanged() }

  /// What a reader must know of the lengths of docs, a line each.
  func lengthNotes(_ encoded: EncodedDocs) -> [String] {
    encoded.notes(maxLength: manifest.maxLength, trainedLength: rwkv?.model.checkpoint.trainedLength)
  }

  /// What a run prints before it starts, a line each.
  var introduction: [String] {
    var lines = ["model: \(manifest.name)" + (manifest.format.map { " (\($0))" } ?? "")]
    if let path = manifest.path, path != manifest.name { lines.append("  file: \(path)") }
    for program in rwkv?.programs ?? [] {
      lines.append("program" + (program.loops.map { ", \($0) loops" } ?? "") + ": \(program.summary)")
    }
    lines += manifest.overrides.map { "override: \($0)" } + manifest.notes.map { "note: \($0)" }
    return lines
  }
}

/// Finds and loads what `ModelOptions` name.
struct ModelLoader {
  let options: ModelOptions
  /// The data folder, where a vocabulary may lie too.
  let data: String?
  /// Whether requests may be texts.
  let needsTokenizer: Bool
  /// The layout of a run to go on with: what is free now must not change its numbers.
  var recordedLayout: RunManifest.Layout?
  /// When docs stop looping; nil for never.
  var exit: ExitRule?

  func load() throws -> LoadedModel {
    BusErrorMessage.install()
    let name = options.model ?? "demo"
    if let baseline = try baseline(name) { return baseline }
    let isFile = FileManager.default.fileExists(atPath: name)
    let bundled = !isFile && ["demo", "demo-core"].contains(name) ? try BundledFiles.locate("models/\(name)") : nil
    return try loadCheckpoint(bundled ?? name, name: bundled == nil ? nil : name, bundled: bundled)
  }

  private func baseline(_ name: String) throws -> LoadedModel? {
    let model: any LanguageModel
    var note = "a built-in baseline: it does not read the questions"
    if name == "uniform" {
      model = UniformBaseline()
    } else if name.hasPrefix("answers:") {
      model = try RecordedAnswers(contentsOf: String(name.dropFirst("answers:".count)))
      note = "log-likelihoods that another program computed"
    } else if name.hasPrefix("constant:") {
      let letter = String(name.dropFirst("constant:".count))
      guard letter.count == 1, letter.allSatisfy({ $0.isLetter && $0.isUppercase }) else {
        throw UserError(
          "--model \(name): not a constant baseline", remedy: "Use constant:A, constant:B, constant:C or constant:D")
      }
      model = ConstantBaseline(letter: letter)
    } else {
      return nil
    }
    if options.precision != .fp32 {
      throw UserError(
        "--model \(name) computes nothing, so --precision means nothing", remedy: "Leave it out")
    }
    if options.beside.isGiven {
      throw UserError(
        "--model \(name) has no weights, so --state and --lora mean nothing", remedy: "Leave them out")
    }
    if options.maxLength != nil {
      throw UserError("--model \(name) reads no tokens, so --max-length means nothing", remedy: "Leave it out")
    }
    if options.namesDepthProgram || exit != nil {
      throw UserError(
        "--model \(name) has no layers, so --loops, --groups, --exit and the other depth flags mean nothing",
        remedy: "Leave them out")
    }
    var manifest = RunManifest.Model(name: model.name, readouts: model.readouts)
    manifest.notes = [note]
    return try LoadedModel(
      languageModel: model, rwkv: nil, manifest: manifest, engine: options.engine(), layout: nil,
      bundledData: try BundledFiles.locate("models/demo/data"))
  }

  private func loadCheckpoint(_ path: String, name: String?, bundled: String?) throws -> LoadedModel {
    let checkpoint = try Checkpoint.open(path)
    let model = try RWKVModel(options.beside.applied(to: checkpoint), precision: options.precision)
    let resolved = try options.depthFlags.resolve(
      configurationPath: model.checkpoint.configurationPath, inventory: model.inventory, isLooped: options.loops != nil)
    let curve = try ProgramCurve(options.readouts(exit: exit), resolved.configuration, inventory: model.inventory)
    let programs = curve.programs
    let tokenizer = try tokenizer(checkpoint: path, rows: model.shape.vocabulary)
    let start = try tokenizer.map { try $0.startToken(checkpoint: path) } ?? 0
    let startToken = options.noStartToken ? nil : start
    let flopsAtOnce = recordedLayout.map(\.flopsAtOnce) ?? RWKVLanguageModel.Layout.workAtOnce
    let plan = memoryPlan(model, programs, flopsAtOnce: flopsAtOnce, threads: options.threadCount)
    plan.requireAddressSpace(threads: options.threadCount)
    var engine = try options.engine()
    engine.blocksPerThread = plan.blocksPerThread
    let layout = RWKVLanguageModel.Layout(
      tokensPerBatch: plan.tokensPerBatch, sharesPrefixes: !options.noPrefixSharing && programs.allSatisfy(\.isCausal),
      flopsAtOnce: flopsAtOnce)
    let display = name ?? URL(filePath: path).lastPathComponent
    let scorer = try RWKVLanguageModel(
      name: display, model: model, programs: programs, kinds: curve.kinds,
      encoder: RequestEncoder(
        tokenizer: tokenizer, startToken: startToken, prefixToken: start, vocabulary: model.shape.vocabulary,
        maxLength: options.maxLength),
      layout: layout, engine: engine)
    var manifest = RunManifest.Model(name: display, readouts: scorer.readouts)
    manifest.path = path
    // What config.json changes belongs to what a resumed run must have again.
    manifest.format = ([model.checkpoint.format, model.checkpoint.elementTypeSummary] + model.departures)
      .joined(separator: ", ")
    manifest.parameters = model.checkpoint.parameterCount
    manifest.tokenizerPath = tokenizer?.path
    manifest.tokenizerSHA256 = tokenizer?.sha256
    manifest.startToken = startToken != nil
    manifest.startTokenID = start == 0 ? nil : start
    manifest.maxLength = options.maxLength
    manifest.program = programs.last?.summary
    if programs.contains(where: { $0.loops != nil }) {
      manifest.depth = .init(
        groups: try resolved.configuration.groupCount(for: model.inventory),
        sharing: resolved.configuration.sharing.rawValue, injection: resolved.configuration.injection.kind.rawValue)
    }
    manifest.loopsTrained = resolved.configuration.loopsTrained
    manifest.programSHA256 = programs.map(\.digest)
    manifest.costs = programs.last.map { program in
      let costs = ModelCosts(model, program: program)
      return .init(
        unrolledParameters: costs.unrolledParameters, flopsPerToken: costs.flopsPerToken,
        headFlopsPerToken: costs.headFlopsPerToken, stateBytes: costs.stateBytes)
    }
    manifest.overrides = resolved.overrides + [options.beside.override(of: checkpoint)].compactMap { $0 }
    let notes = resolved.notes + model.notes + programs.flatMap(\.notes) + curve.notes + precisionNotes
    manifest.notes = (notes + vocabularyNotes(tokenizer, rows: model.shape.vocabulary) + startNotes(start)).uniqued()
    manifest.note(model.checkpoint)
    let planNote = plan.note(limit: options.memory?.bytes, threads: engine.threads)
    manifest.notes += [planNote, options.threadsNote].compactMap { $0 }
    return LoadedModel(
      languageModel: scorer,
      rwkv: .init(
        model: model, programs: programs, configuration: resolved.configuration, scorer: scorer, tokenizer: tokenizer),
      manifest: manifest,
      engine: engine,
      layout: .init(
        tokensPerBatch: layout.tokensPerBatch, sharesPrefixes: layout.sharesPrefixes, flopsAtOnce: layout.flopsAtOnce),
      bundledData: bundled.map { $0 + "/data" })
  }

  private var precisionNotes: [String] {
    guard options.precision != .fp32 else { return [] }
    return [
      "\(options.precision.rawValue) is emulated: weights and every stored result are rounded to it; decay, WKV state, sums "
        + "inside norms and products, and softmax are fp32"
    ]
  }

  private func tokenizer(checkpoint: String, rows: Int) throws -> Tokenizer? {
    guard needsTokenizer || options.tokenizer != nil else { return nil }
    let path = try Tokenizer.locate(explicit: options.tokenizer, checkpoint: checkpoint, data: data, rows: rows)
    let tokenizer = try Tokenizer(contentsOf: path)
    if needsTokenizer, tokenizer.largestID >= rows {
      throw UserError(
        """
        \(path): its ids go up to \(tokenizer.largestID), but the embedding of \(checkpoint) has \(rows) rows \
        (ids up to \(rows - 1)), so it is another model's vocabulary
        """,
        remedy:
          "Name the vocabulary that the model was trained with (--tokenizer), or ask with token ids (loglikelihood)")
    }
    return tokenizer
  }

  /// A note where so many rows of the embedding have no token that the vocabulary may be another model's.
  private func vocabularyNotes(_ tokenizer: Tokenizer?, rows: Int) -> [String] {
    guard needsTokenizer, let tokenizer, 10 * (tokenizer.largestID + 1) < 9 * rows else { return [] }
    return [
      """
      the vocabulary's ids go up to \(tokenizer.largestID), and the embedding has \(rows) rows: is it the one that the model \
      was trained with?
      """
    ]
  }

  /// A note where no start token is known, so that contexts have none without having been asked to.
  private func startNotes(_ start: Int?) -> [String] {
    guard start == nil, !options.noStartToken else { return [] }
    return [
      "no file beside the tokenizer says which token begins a text (bos_token or eos_token of tokenizer_config.json), so "
        + "contexts have none before them"
    ]
  }

  private func memoryPlan(
    _ model: RWKVModel, _ programs: [DepthProgram], flopsAtOnce: Int?, threads: Int
  ) -> MemoryPlan {
    let flops = DepthProgram.accumulatedCosts(of: programs) { ModelCosts.flopsPerToken(model, $0) }.max()
    let need = MemoryNeed(model, programs: programs)
    // Without a limit, weights that take more than half of what is free do not make the batches small.
    let standard = MachineDescription.availableMemory.map { min($0 / 2 + need.weights, $0 / 10 * 9) }
    return MemoryPlan(
      need, budget: options.memory?.bytes ?? standard,
      recordedTokens: options.memory == nil ? recordedLayout?.tokensPerBatch : nil, flopsAtOnce: flopsAtOnce,
      flopsPerToken: max(flops ?? 1, 1), threads: threads)
  }
}

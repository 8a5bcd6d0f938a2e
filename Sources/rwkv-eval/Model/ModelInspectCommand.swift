import Console
import ArgumentParser
import EvalCore
import Foundation
import RWKVModel

/// `rwkv-eval model inspect`: what a checkpoint is and how its depth program expands.
struct ModelInspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Prints a checkpoint's sizes and the expansion of its depth program.")

  @Argument(help: "Checkpoint, or demo or demo-core.")
  var path: String

  @OptionGroup var modelOptions: ModelOptions

  @Flag(help: "Prints every layer application.")
  var applications = false

  @Flag(help: "Prints every tensor.")
  var tensors = false

  func run() throws {
    var options = modelOptions
    options.model = path
    let loaded = try ModelLoader(options: options, data: nil, needsTokenizer: false).load()
    guard let rwkv = loaded.rwkv else {
      throw UserError("\(path) is a baseline without tensors", remedy: "Give the path of a checkpoint")
    }
    var text = Self.lines(rwkv.model) + rwkv.programs.flatMap { lines($0, model: rwkv.model) }
    text += loaded.manifest.overrides.map { "override:        \($0)" }
    text += loaded.manifest.notes.map { "note:            \($0)" }
    if tensors { text += Self.lines(ofTensors: rwkv.model.checkpoint) }
    try ReportOutput(path: nil).write(text.map { $0 + "\n" }.joined())
  }

  private static func lines(_ model: RWKVModel) -> [String] {
    let (checkpoint, shape) = (model.checkpoint, model.shape)
    return [
      "checkpoint:      \(checkpoint.path)",
      "format:          \(checkpoint.format), \(checkpoint.elementTypeSummary)",
      "configuration:   \(checkpoint.configurationPath ?? "none beside it")",
      "generation:      \(shape.generation.rawValue)",
      "parameters:      \(checkpoint.parameterCount) in \(checkpoint.tensors.count) tensors",
      "layers:          \(shape.layers)"
        + (checkpoint.groupLayout.map { " (\($0.groupCount) groups of \($0.layersPerGroup))" } ?? ""),
      "width:           \(shape.width)"
        + (shape.generation == .rwkv4 ? "" : ", \(shape.heads) heads of \(shape.headSize)"),
      "vocabulary:      \(shape.vocabulary)",
    ] + (checkpoint.lora.map { ["LoRA:            \($0.path), \($0.summary)"] } ?? [])
      + (checkpoint.state.map { ["tuned states:    \($0.path ?? "in the model's own file")"] } ?? [])
      + model.leftTensors.map { "left unused:     \($0.name): \($0.reason)" }
  }

  private func lines(_ program: DepthProgram, model: RWKVModel) -> [String] {
    let costs = ModelCosts(model, program: program)
    let giga = String(
      format: "%.3f + %.3f (head)", Double(costs.flopsPerToken) / 1e9, Double(costs.headFlopsPerToken) / 1e9)
    let all = applications ? program.applications.enumerated().map { "  \($0): \($1.description)" } : []
    return ["program:         \(program.summary)"] + (program.loops.map { ["  loops:         \($0)"] } ?? []) + [
      "  ln0:           \(inputNorm(program, model))",
      "  causal:        \(program.isCausal ? "yes" : "no")",
      "  sha256:        \(program.digest)",
      "  unrolled:      \(costs.unrolledParameters) parameters",
      "  GFLOP a token: \(giga)",
      "  state:         \(costs.stateBytes) bytes, token by token",
    ] + all
  }

  private func inputNorm(_ program: DepthProgram, _ model: RWKVModel) -> String {
    if program.embeddingNorm { return "once, on the embedding" }
    return model.isEmbeddingNormed ? "applied to the embedding in the file" : "as the applications say"
  }

  private static func lines(ofTensors checkpoint: Checkpoint) -> [String] {
    checkpoint.tensors.values.sorted { $0.name < $1.name }.map { tensor in
      let stored = tensor.storedName == tensor.name ? "" : "  (stored as \(tensor.storedName))"
      return "\(tensor.name)  \(tensor.shape)  \(tensor.elementType.rawValue)\(stored)"
    }
  }
}

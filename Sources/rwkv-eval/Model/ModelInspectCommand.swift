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
      throw InputError("\(path) is a baseline without tensors", remedy: "Give the path of a checkpoint")
    }
    printModel(rwkv.model)
    for program in rwkv.programs { printProgram(program, model: rwkv.model) }
    for line in loaded.manifest.overrides { print("override:        \(line)") }
    for line in loaded.manifest.notes { print("note:            \(line)") }
    if tensors { printTensors(rwkv.model.checkpoint) }
  }

  private func printModel(_ model: RWKVModel) {
    let (checkpoint, shape) = (model.checkpoint, model.shape)
    print("checkpoint:      \(checkpoint.path)")
    print("format:          \(checkpoint.format), \(checkpoint.elementTypeSummary)")
    print("configuration:   \(checkpoint.configurationPath ?? "none beside it")")
    print("parameters:      \(checkpoint.parameterCount) in \(checkpoint.tensors.count) tensors")
    print(
      "layers:          \(shape.layers)"
        + (checkpoint.groupLayout.map { " (\($0.groupCount) groups of \($0.layersPerGroup))" } ?? ""))
    print("width:           \(shape.width), \(shape.heads) heads of \(shape.headSize)")
    print("vocabulary:      \(shape.vocabulary)")
    for left in model.leftTensors { print("left unused:     \(left.name): \(left.reason)") }
  }

  private func printProgram(_ program: DepthProgram, model: RWKVModel) {
    let costs = ModelCosts(model, program: program)
    print("program:         \(program.summary)")
    if let loops = program.loops { print("  loops:         \(loops)") }
    print("  ln0:           \(program.embeddingNorm ? "once, on the embedding" : "as the applications say")")
    print("  causal:        \(program.isCausal ? "yes" : "no")")
    print("  sha256:        \(program.digest)")
    print("  unrolled:      \(costs.unrolledParameters) parameters")
    let giga = String(
      format: "%.3f + %.3f (head)", Double(costs.flopsPerToken) / 1e9, Double(costs.headFlopsPerToken) / 1e9)
    print("  GFLOP a token: \(giga)")
    print("  state:         \(costs.stateBytes) bytes, token by token")
    if applications {
      for (index, application) in program.applications.enumerated() { print("  \(index): \(application.description)") }
    }
  }

  private func printTensors(_ checkpoint: Checkpoint) {
    for tensor in checkpoint.tensors.values.sorted(by: { $0.name < $1.name }) {
      let stored = tensor.storedName == tensor.name ? "" : "  (stored as \(tensor.storedName))"
      print("\(tensor.name)  \(tensor.shape)  \(tensor.elementType.rawValue)\(stored)")
    }
  }
}

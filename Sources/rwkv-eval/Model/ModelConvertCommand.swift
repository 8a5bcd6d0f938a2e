import Console
import ArgumentParser
import Foundation
import RWKVModel

/// `rwkv-eval model convert`: any checkpoint as `.safetensors` under the official names.
struct ModelConvertCommand: ParsableCommand {
  /// How numbers are written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case bf16, fp16, fp32

    var type: ElementType {
      switch self {
      case .bf16: .bfloat16
      case .fp16: .float16
      case .fp32: .float32
      }
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Writes a checkpoint of any format as .safetensors under the official names.",
    discussion: """
      Where the model's arithmetic or depth program is told by a config.json, one is written beside it. The vocabulary is not \
      copied. A LoRA (--lora) is merged, and states (--state) become a part of the file.
      """)

  @Argument(help: "Checkpoint: .pth, .safetensors, .gguf or a Hugging Face folder; or demo or demo-core.")
  var input: String

  @Argument(help: "The new file, ending in .safetensors.")
  var output: String

  @Option(help: "bf16, fp16 or fp32. Default: fp32 where the checkpoint has numbers that bf16 or fp16 would round.")
  var format: Format?

  @OptionGroup var beside: BesideOptions

  func validate() throws {
    if !output.hasSuffix(".safetensors") {
      throw ValidationError("\(output): the new file's name must end in .safetensors")
    }
  }

  func run() throws {
    var options = try ModelOptions.parse([])
    options.model = input
    options.beside = beside
    let loaded = try ModelLoader(options: options, data: nil, needsTokenizer: false).load()
    guard let model = loaded.rwkv?.model else {
      throw UserError("\(input) is a baseline without tensors", remedy: "Give the path of a checkpoint")
    }
    let converted = try ConvertedCheckpoint(model, to: type(of: model.checkpoint))
    let folder = (output as NSString).deletingLastPathComponent
    let configurationPath = (folder.isEmpty ? "." : folder) + "/config.json"
    for path in [output] + (converted.configuration == nil ? [] : [configurationPath])
    where FileManager.default.fileExists(atPath: path) {
      throw UserError("\(path) is there already", remedy: "Name a file in another folder, or remove it")
    }
    try write(converted, model)
    if let text = converted.configuration {
      try write(Data(text.utf8), to: configurationPath)
      printDiagnostic("wrote \(configurationPath), which belongs to it")
    }
    printDiagnostic("wrote \(output): \(converted.byteCount) bytes")
  }

  /// The type asked for, or the one in which nothing is rounded.
  private func type(of checkpoint: Checkpoint) -> ElementType {
    if let format { return format.type }
    if checkpoint.lora != nil { return .float32 }
    let types = Set(checkpoint.tensors.values.map(\.elementType))
    return types == [.bfloat16] ? .bfloat16 : types == [.float16] ? .float16 : .float32
  }

  /// Writes beside the place of the file and moves it there once it is whole.
  private func write(_ converted: ConvertedCheckpoint, _ model: RWKVModel) throws {
    let new = output + ".new"
    guard FileManager.default.createFile(atPath: new, contents: nil), let file = FileHandle(forWritingAtPath: new)
    else {
      throw UserError(
        "\(new) cannot be written", remedy: "Give the path of a folder that is there and can be written to")
    }
    do {
      try converted.write { try file.write(contentsOf: $0) }
      try model.checkpoint.requireUnchanged()
      try file.synchronize()
      try file.close()
      try FileManager.default.moveItem(atPath: new, toPath: output)
    } catch {
      try? FileManager.default.removeItem(atPath: new)
      if error is UserError { throw error }
      throw UserError(
        "\(output) cannot be written (\(error.localizedDescription))", remedy: "Make room, or name another place")
    }
  }

  private func write(_ data: Data, to path: String) throws {
    do { try data.write(to: URL(filePath: path)) } catch {
      throw UserError(
        "\(path) cannot be written (\(error.localizedDescription))", remedy: "Make room, or name another place")
    }
  }
}

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
      The new file is one that other programs for RWKV-7 read; quantised numbers are written in full, so that a quantised \
      checkpoint grows. Where the model's arithmetic or depth program is told by a config.json, one is written beside it. \
      No file is replaced, and a conversion that fails leaves none (one that is killed may leave OUT.safetensors.new). The \
      vocabulary is not copied: name it with --tokenizer, which takes a .gguf too. A LoRA (--lora) is merged, and states \
      (--state) become a part of the file.
      """)

  @Argument(help: "Checkpoint: .pth, .safetensors, .gguf or a Hugging Face folder; or demo or demo-core.")
  var input: String

  @Argument(help: "The new file, ending in .safetensors.")
  var output: String

  @Option(help: "bf16, fp16 or fp32. Default: the checkpoint's own where it has one of them only, else fp32.")
  var format: Format?

  @OptionGroup var beside: BesideOptions

  func validate() throws {
    if !output.hasSuffix(".safetensors") {
      throw ValidationError("\(output): the new file's name must end in .safetensors")
    }
  }

  func run() throws {
    BusErrorMessage.install()
    let model = try RWKVModel(beside.applied(to: Checkpoint.open(CheckpointArgument.path(input))))
    let converted = try ConvertedCheckpoint(model, to: type(of: model.checkpoint))
    try requireRoom(converted)
    try write(converted, model)
    if converted.configuration != nil { printDiagnostic("wrote \(configurationPath), which belongs to it") }
    printDiagnostic("wrote \(output): \(converted.byteCount) bytes")
  }

  /// The type asked for, or the one in which nothing is rounded.
  private func type(of checkpoint: Checkpoint) -> ElementType {
    if let format { return format.type }
    if checkpoint.lora != nil { return .float32 }
    let types = Set(checkpoint.tensors.values.map(\.elementType))
    return types == [.bfloat16] ? .bfloat16 : types == [.float16] ? .float16 : .float32
  }

  private var configurationPath: String {
    let folder = (output as NSString).deletingLastPathComponent
    return folder.isEmpty ? "config.json" : folder + "/config.json"
  }

  /// Throws where a file is in the way: what would be replaced, and a `config.json` that the new file would be read under.
  private func requireRoom(_ converted: ConvertedCheckpoint) throws {
    if FileManager.default.fileExists(atPath: output) {
      throw UserError("is there already", path: output, remedy: "Name another file, or remove it.")
    }
    guard FileManager.default.fileExists(atPath: configurationPath) else { return }
    throw UserError(
      converted.configuration == nil
        ? "is there already, and the new file beside it would be read under it"
        : "is there already, and the new file needs one of its own",
      path: configurationPath, remedy: "Name a file in another folder, best an empty one.")
  }

  /// Writes beside the place of the file and moves it there once all is whole, the configuration first: weights without
  /// theirs would be another model's.
  private func write(_ converted: ConvertedCheckpoint, _ model: RWKVModel) throws {
    let new = output + ".new"
    guard FileManager.default.createFile(atPath: new, contents: nil), let file = FileHandle(forWritingAtPath: new)
    else {
      throw UserError(
        "cannot be written", path: new, remedy: "Give the path of a folder that is there and can be written to.",
        kind: .failure)
    }
    var made = [new]
    do {
      try converted.write { try file.write(contentsOf: $0) }
      try model.checkpoint.requireUnchanged()
      try file.synchronize()
      try file.close()
      if let text = converted.configuration {
        try Data(text.utf8).write(to: URL(filePath: configurationPath), options: .withoutOverwriting)
        made.append(configurationPath)
      }
      try FileManager.default.moveItem(atPath: new, toPath: output)
    } catch {
      for path in made { try? FileManager.default.removeItem(atPath: path) }
      if error is UserError { throw error }
      throw UserError(
        "cannot be written: \(error.systemReason)", path: output, remedy: "Make room, or name another place.",
        kind: .failure)
    }
  }
}

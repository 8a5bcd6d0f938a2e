import Archives
public import Console
import Foundation
internal import PythonValues

/// The weights of an RWKV model as they lie on disk, under canonical names; nothing is widened yet.
///
/// Canonical names are those of the official `.pth` files (`blocks.0.att.receptance.weight`). Shapes are the file's, in
/// the official orientation when the layout tells it: Hugging Face low-rank matrices are transposed views, while those of
/// official-name files are as stored (see `TensorBinder.takeLowRank`).
public struct Checkpoint: Sendable {
  /// The file or folder that was opened, as the caller named it.
  public let path: String
  /// "PyTorch zip", "safetensors", "GGUF" or "Hugging Face folder".
  public let format: String
  /// The tensors by canonical name.
  public private(set) var tensors: [String: CheckpointTensor]
  /// The LoRA that is merged into its tensors; nil for none.
  public internal(set) var lora: LoRA?
  /// The states that its layers start from; nil for zeros.
  public internal(set) var state: TunedState?
  /// `config.json` in the folder or beside the file, if there is one.
  public let configurationPath: String?
  /// The generation of RWKV that the names are those of.
  public let generation: ModelGeneration
  /// The groups of an RWKV-DR checkpoint; nil for any other.
  public let groupLayout: GroupLayout?
  /// The files that hold the weights.
  public let files: [String]
  /// Tensors of the file that are no model's and are not in `tensors`.
  public let leftTensors: [LeftTensor]
  /// Whether the names are those of flash-linear-attention and Hugging Face, so that its rules hold where `config.json` is
  /// silent.
  let isHuggingFace: Bool
  /// ε of the layer norms, where the weights' own file tells it.
  let normEpsilon: Double?

  private let mappedFiles: [MappedFile]
  private let torchFiles: [TorchFile]
  /// Files beside the model that tensors are of.
  private var attachedFiles: [MappedFile] = []

  /// Opens a `.pth`, a `.safetensors`, a `.gguf`, or a folder with weights as Hugging Face lays it out.
  ///
  /// Formats are told by content. Checksums of `.pth` files below 64 MiB are verified here; `verify` does it for all.
  ///
  /// - Throws: `UserError` or `UserError`, each with what is wrong, where, and the remedy.
  public static func open(_ path: String) throws -> Checkpoint {
    var isFolder: ObjCBool = false
    let exists = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    guard exists, isFolder.boolValue else { return try Checkpoint(path: path, files: [path], folder: nil) }
    let folder = try CheckpointFolder(path)
    return try Checkpoint(path: path, files: folder.files, folder: folder)
  }

  /// The same with some tensors of a file beside it, in the place of its own or in addition.
  func attaching(
    _ file: MappedFile, _ changed: [String: CheckpointTensor], _ change: (inout Checkpoint) -> Void
  ) -> Checkpoint {
    replacing(tensors.merging(changed) { $1 }) { checkpoint in
      checkpoint.attachedFiles.append(file)
      change(&checkpoint)
    }
  }

  /// The same with other tensors.
  func replacing(_ tensors: [String: CheckpointTensor], _ change: (inout Checkpoint) -> Void) -> Checkpoint {
    var checkpoint = self
    checkpoint.tensors = tensors
    change(&checkpoint)
    return checkpoint
  }

  private init(path: String, files: [String], folder: CheckpointFolder?) throws {
    var stored: [CheckpointTensor] = []
    var mappedFiles: [MappedFile] = []
    var torchFiles: [TorchFile] = []
    var tensorsByFile: [String: Set<String>] = [:]
    var format = CheckpointFormat.safetensors
    var gguf: GGUFCheckpoint?
    for name in files {
      let file = try MappedFile(name)
      mappedFiles.append(file)
      format = try CheckpointFormat.of(file)
      let tensors: [CheckpointTensor]
      switch format {
      case .torch:
        let torch = try TorchFile(file)
        torchFiles.append(torch)
        tensors = torch.tensors
      case .safetensors: tensors = try SafetensorsFile.read(file)
      case .gguf:
        let read = try GGUFCheckpoint(file)
        gguf = read
        tensors = read.tensors
      }
      tensorsByFile[(name as NSString).lastPathComponent] = Set(tensors.map(\.name))
      stored += tensors
    }
    try folder?.requireIndexed(tensorsByFile)
    let naming = try TensorNaming(stored, path: path)
    self.path = path
    self.format = folder?.isSafetensors == true ? "Hugging Face folder" : format.rawValue
    self.files = files
    self.mappedFiles = mappedFiles
    self.torchFiles = torchFiles
    tensors = naming.tensors
    generation = naming.generation
    state = naming.tensors.keys.contains(where: TunedState.isState) ? TunedState(path: nil, sha256: nil) : nil
    groupLayout = naming.groupLayout
    leftTensors = naming.left + (gguf?.left ?? [])
    normEpsilon = gguf?.normEpsilon
    isHuggingFace = naming.isHuggingFace
    let beside = (folder == nil ? (path as NSString).deletingLastPathComponent : path) as NSString
    let configuration = beside.appendingPathComponent("config.json")
    configurationPath = FileManager.default.fileExists(atPath: configuration) ? configuration : nil
  }

  /// The element types in the file, such as "bf16", or "bf16 + fp32" when there are several.
  public var elementTypeSummary: String {
    Set(tensors.values.map(\.elementType.rawValue)).sorted().joined(separator: " + ")
  }

  /// One more than the highest N of the canonical names `blocks.N.…`.
  public var layerCount: Int { (tensors.keys.compactMap { LayerPath($0, after: "blocks")?.index }.max() ?? -1) + 1 }

  /// Numbers in all tensors together; those of tuned states are no parameters of the model.
  public var parameterCount: Int {
    tensors.values.reduce(0) { $0 + (TunedState.isState($1.name) ? 0 : $1.elementCount) }
  }

  /// SHA-256 of the weights file; of several files, of the lines "<sha256>  <file name>\n" in the order of `files`.
  public func sha256() -> String {
    if mappedFiles.count == 1 { return mappedFiles[0].sha256() }
    let lines = mappedFiles.map { "\($0.sha256())  \(($0.path as NSString).lastPathComponent)\n" }
    return ContentDigest.hex(lines.joined())
  }

  /// Throws when a file of the weights was written to or truncated since it was opened, so that what was computed from it
  /// may be of two versions.
  ///
  /// - Throws: `UserError` naming the file and what changed.
  public func requireUnchanged() throws(UserError) {
    for file in mappedFiles + attachedFiles {
      do { try file.requireUnchanged() } catch {
        throw UserError(
          error.problem, path: file.path,
          remedy: """
            What was computed since the last look at it may be of two versions and is dropped; what was kept before is \
            good. Put the file back as it was to resume, or begin again with a copy that nothing writes to.
            """, kind: .failure)
      }
    }
  }

  /// Reads all weights: checksums where the format has them, and that every number is finite.
  ///
  /// - Throws: `UserError` naming the file or the tensor.
  public func verify() throws(UserError) {
    for file in torchFiles { try file.verify() }
    for tensor in tensors.values.sorted(by: { $0.name < $1.name }) {
      guard let place = tensor.firstNonFinite() else { continue }
      throw UserError(
        "holds NaN or infinity at \(place)", path: path, tensor: tensor.storedName,
        remedy: "The file is damaged or its training diverged; fetch it again or use an earlier one.")
    }
  }
}

extension Checkpoint {
  /// Tokens of the texts that the model was trained on, as `config.json` says or the file's name (`…-ctx4096.pth`); nil
  /// where neither does.
  public var trainedLength: Int? {
    let name = URL(filePath: path).lastPathComponent
    let inName = name.firstMatch(of: /ctx[-_]?([0-9]{2,9})(?![0-9])/).flatMap { Int($0.1) }
    guard let fields = configurationPath.flatMap({ try? ConfigurationFields(contentsOf: $0).object }) else {
      return inName
    }
    for key in ["context_length", "ctx_len", "max_position_embeddings"] {
      if case .int(let length) = fields[key], length > 0 { return length }
    }
    return inName
  }
}

extension UserError {
  /// The remedy for a file whose bytes are not what its writer wrote.
  static let fetchAgain = "Fetch the file again and compare its size and SHA-256 with the publisher's."
}

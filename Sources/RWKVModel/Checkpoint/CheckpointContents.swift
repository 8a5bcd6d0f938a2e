internal import Archives
internal import Console
import Foundation

/// What the files of a checkpoint hold, as they say it themselves: nothing of it has to be a model's.
public struct CheckpointContents: Sendable {
  /// A tensor as a file describes it.
  public struct Tensor: Sendable {
    /// The name in the file.
    public let name: String
    /// Sizes, outermost first.
    public let shape: [Int]
    /// The type of its numbers, by our name where it is read and by the file's where it is not.
    public let type: String
  }

  /// For example "GGUF".
  public let format: String
  /// The files, in order.
  public let files: [String]
  /// Bytes of all files.
  public let byteCount: Int
  /// The tensors in the files' order.
  public let tensors: [Tensor]
  /// What a GGUF file's metadata say of the model, such as "architecture rwkv7"; empty for other formats.
  public let metadata: [String]

  /// Reads names, shapes and types.
  ///
  /// - Throws: `UserError` for a file that cannot be read as what it is.
  public init(_ path: String) throws {
    var isFolder: ObjCBool = false
    let exists = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    files = exists && isFolder.boolValue ? try CheckpointFolder(path).files : [path]
    var (bytes, tensors, metadata): (Int, [Tensor], [String]) = (0, [], [])
    var formats: [String] = []
    for name in files {
      let file = try MappedFile(name)
      bytes += file.size
      let format = try CheckpointFormat.of(file)
      formats.append(format.rawValue)
      switch format {
      case .torch: tensors += try TorchFile(file).tensors.map(Self.tensor)
      case .safetensors: tensors += try SafetensorsFile.read(file).map(Self.tensor)
      case .gguf:
        let gguf = try GGUFFile(file)
        metadata += Self.metadata(gguf)
        tensors += gguf.entries.map { Tensor(name: $0.name, shape: $0.shape, type: Self.type($0)) }
      }
    }
    format = Set(formats).sorted().joined(separator: " + ")
    byteCount = bytes
    self.tensors = tensors
    self.metadata = metadata
  }

  /// The format of a file, or of the files in a folder; nil for one that is not read.
  public static func format(of path: String) -> String? {
    var isFolder: ObjCBool = false
    let exists = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    let first = exists && isFolder.boolValue ? try? CheckpointFolder(path).files.first : path
    return first.flatMap { try? MappedFile($0) }.flatMap { try? CheckpointFormat.of($0).rawValue }
  }

  private static func tensor(_ tensor: CheckpointTensor) -> Tensor {
    Tensor(
      name: tensor.storedName, shape: tensor.shape, type: tensor.foreignType ?? tensor.elementType.rawValue)
  }

  private static func type(_ entry: GGUFFile.Entry) -> String {
    ElementType(ggml: entry.type)?.rawValue ?? ElementType.ggmlName(entry.type)
  }

  private static func metadata(_ gguf: GGUFFile) -> [String] {
    let texts = [("architecture", "general.architecture"), ("vocabulary", "tokenizer.ggml.model")]
    let facts = texts.compactMap { name, key in gguf.text(key).map { "\(name) \($0)" } }
    guard case .texts(_, let count) = gguf.metadata["tokenizer.ggml.tokens"] else { return facts }
    return facts + ["\(count) tokens"]
  }
}

extension Checkpoint {
  /// Names that a plain model of as many layers has and this checkpoint has not, sorted.
  ///
  /// Some may be missing for a reason that `config.json` gives: a tied head, an embedding that has gone through ln0, norms
  /// without bias.
  public var missingNames: [String] {
    CanonicalNames.all(layers: layerCount, generation).filter { tensors[$0] == nil }.sorted()
  }

  /// Tensors whose names no model has, as the file spells them, sorted.
  public var unknownNames: [String] {
    tensors.values.filter { !TensorNaming.isWeight($0.name) }.map(\.storedName).sorted()
  }
}

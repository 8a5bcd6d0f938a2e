internal import Console
import Archives

/// An RWKV-7 model in a GGUF file, as llama.cpp's converter writes it, under the official files' names.
struct GGUFCheckpoint {
  /// The tensors under canonical names.
  let tensors: [CheckpointTensor]
  /// Tensors that stand for nothing.
  let left: [LeftTensor]
  /// ε of the layer norms.
  let normEpsilon: Double?

  /// Reads the descriptions of a file's tensors.
  ///
  /// - Throws: `UserError` for another architecture, and for sizes that contradict the file's.
  init(_ file: MappedFile) throws(UserError) {
    let gguf = try GGUFFile(file)
    try Self.requireRWKV7(gguf)
    normEpsilon = gguf.real("rwkv7.attention.layer_norm_epsilon")
    var tensors: [CheckpointTensor] = []
    var left: [LeftTensor] = []
    for entry in gguf.entries {
      let tensor = try Self.tensor(entry, gguf)
      if GGUFNames.isDummy(entry.name) {
        left.append(
          LeftTensor(name: entry.name, reason: "layer 0 has no value residual; llama.cpp copies another tensor"))
      } else {
        tensors += try GGUFNames.canonical(tensor, headSize: gguf.integer("rwkv7.wkv.head_size"), path: file.path)
      }
    }
    let layers = Set(tensors.compactMap { LayerPath($0.name, after: "blocks")?.index }).count
    if let told = gguf.integer("rwkv7.block_count"), told != layers {
      throw UserError(
        "rwkv7.block_count is \(told), but the file has tensors of \(layers) layers", path: file.path,
        remedy: "A part of the model is missing. \(UserError.fetchAgain)")
    }
    self.tensors = tensors
    self.left = left
  }

  private static func requireRWKV7(_ gguf: GGUFFile) throws(UserError) {
    guard let architecture = gguf.text("general.architecture") else {
      throw UserError(
        "has no general.architecture in its metadata", path: gguf.file.path, remedy: UserError.fetchAgain)
    }
    if let part = gguf.integer("split.count"), part > 1 {
      throw UserError(
        "is one of \(part) parts of a model", path: gguf.file.path,
        remedy: "Join them: llama-gguf-split --merge FIRST-PART.gguf WHOLE.gguf.")
    }
    guard architecture != "rwkv7" else { return }
    let kind =
      architecture == "arwkv7"
      ? "an ARWKV hybrid (arwkv7), which has other norms and one token shift"
      : "a model of the kind \"\(architecture)\""
    throw UserError(
      "is \(kind), and only rwkv7 is read from GGUF files", path: gguf.file.path,
      remedy: "Use the GGUF file of an RWKV-7 model, or the program that this kind of model is for.")
  }

  private static func tensor(_ entry: GGUFFile.Entry, _ gguf: GGUFFile) throws(UserError) -> CheckpointTensor {
    let file = gguf.file
    guard let type = ElementType(ggml: entry.type) else {
      return CheckpointTensor(
        name: entry.name, shape: entry.shape, foreignType: ElementType.ggmlName(entry.type), storage: TensorStorage([]))
    }
    func fault(_ problem: String) -> UserError {
      UserError(problem, path: file.path, tensor: entry.name, remedy: UserError.fetchAgain)
    }
    guard let last = entry.shape.last, last.isMultiple(of: type.blockSize) else {
      throw fault(
        "its rows of \(entry.shape.last ?? 0) numbers are no whole blocks of \(type.blockSize) (\(type.rawValue))")
    }
    guard let blocks = ShapeArithmetic.product(entry.shape.dropLast() + [last / type.blockSize]),
      let size = ShapeArithmetic.product([blocks, type.blockBytes]),
      entry.offset <= file.size - gguf.dataStart, size <= file.size - gguf.dataStart - entry.offset
    else { throw fault("its \(entry.shape) numbers at \(entry.offset) of the data reach beyond the end of the file") }
    let start = gguf.dataStart + entry.offset
    return CheckpointTensor(
      name: entry.name, shape: entry.shape, elementType: type, storage: TensorStorage(file, bytes: start..<start + size)
    )
  }
}

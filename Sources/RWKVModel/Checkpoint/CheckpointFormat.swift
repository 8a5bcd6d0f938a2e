internal import Console
import Archives

/// The file formats that weights come in, told by content first and by name where the content is damaged.
enum CheckpointFormat: String {
  case torch = "PyTorch zip"
  case safetensors = "safetensors"
  case gguf = "GGUF"

  /// The format of a file; the ones that are not read are refused by name.
  static func of(_ file: MappedFile) throws(UserError) -> CheckpointFormat {
    let start = file.bytes(0..<min(16, file.size))
    if let mistaken = MistakenFile(file) {
      throw UserError(mistaken.problem, path: file.path, remedy: mistaken.remedy)
    }
    if start.starts(with: [0x50, 0x4b, 3, 4]) { return .torch }
    if start.starts(with: GGUFFile.magic) { return .gguf }
    if start.starts(with: legacyMagic) || start.first == 0x80 && isTorchName(file.path) {
      throw UserError(
        "is in PyTorch's format from before version 1.6 (a bare pickle, no zip), which is not read", path: file.path,
        remedy: """
          If you trust the file, save it again: python -c "import torch; torch.save(torch.load('old.pth', \
          map_location='cpu', weights_only=True), 'new.pth')".
          """)
    }
    if isTorchName(file.path) { return .torch }
    guard isSafetensorsName(file.path) || start.count > 8 && start[8] == UInt8(ascii: "{") else {
      throw UserError(
        "is neither a PyTorch zip nor safetensors nor GGUF", path: file.path,
        remedy: "Give a .pth, .safetensors or .gguf file of an RWKV model, or a folder that holds one.")
    }
    return .safetensors
  }

  /// A pickle of protocol 2 of the number 0x1950a86a20f9469cfc6c, with which the old format begins.
  private static let legacyMagic: [UInt8] = [
    0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19,
  ]

  private static func isTorchName(_ path: String) -> Bool {
    [".pth", ".pt", ".bin", ".ckpt"].contains(where: path.hasSuffix)
  }

  private static func isSafetensorsName(_ path: String) -> Bool {
    path.hasSuffix(".safetensors") || path.hasSuffix(".st")
  }
}

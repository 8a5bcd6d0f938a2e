import Foundation

/// A fresh folder that is removed with this object.
final class TemporaryFolder {
  let path = FileManager.default.temporaryDirectory.appending(path: "rwkv-eval-\(UUID().uuidString)").path

  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, with the folders above it, and returns its path.
  @discardableResult
  func write(_ content: String, to name: String) throws -> String { try write(Data(content.utf8), to: name) }

  /// Writes a file, with the folders above it, and returns its path.
  @discardableResult
  func write(_ content: some Sequence<UInt8>, to name: String) throws -> String {
    let file = URL(filePath: path + "/" + name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(content).write(to: file)
    return file.path
  }
}

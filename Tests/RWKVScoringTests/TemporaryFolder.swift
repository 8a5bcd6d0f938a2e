import Foundation

/// A fresh folder that is removed with this object.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "rwkv-eval-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and returns its path.
  func write(_ data: Data, as name: String) throws -> String {
    let file = path + "/" + name
    try data.write(to: URL(filePath: file))
    return file
  }
}

import Foundation
import Testing

/// A fresh folder that is removed with this object.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "rwkv-eval-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    for path in rawPaths { unsafe unlink(path) }
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes a file, with the folders above it, and returns its path.
  @discardableResult
  func write(_ content: String, to name: String) throws -> String { try write(Array(content.utf8), to: name) }

  /// Writes a file, with the folders above it, and returns its path.
  @discardableResult
  func write(_ content: [UInt8], to name: String) throws -> String {
    let file = URL(filePath: path + "/" + name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(content).write(to: file)
    return file.path
  }

  /// Makes an empty file in a folder that is there, with a byte between both parts of its name that is not UTF-8.
  func writeNonUTF8Name(in folder: String, _ start: String, _ end: String) throws {
    let name = (Array("\(path)/\(folder)/\(start)".utf8) + [0xE9] + Array(end.utf8) + [0]).map(CChar.init(bitPattern:))
    let descriptor = unsafe open(name, O_CREAT | O_WRONLY, 0o600)
    try #require(descriptor >= 0)
    close(descriptor)
    rawPaths.append(name)
  }

  private var rawPaths: [[CChar]] = []
}

import Foundation

/// A fresh folder that is removed with this object.
public final class TemporaryFolder {
  /// The folder's path.
  public let path = FileManager.default.temporaryDirectory.appending(path: "rwkv-eval-\(UUID().uuidString)").path

  /// Makes the folder.
  public init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

  deinit {
    for path in rawPaths { unsafe unlink(path) }
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes a file, with the folders above it, and returns its path.
  @discardableResult
  public func write(_ content: some Sequence<UInt8>, to name: String) throws -> String {
    let file = URL(filePath: path + "/" + name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(content).write(to: file)
    return file.path
  }

  /// Writes a file in UTF-8, with the folders above it, and returns its path.
  @discardableResult
  public func write(_ content: String, to name: String) throws -> String { try write(content.utf8, to: name) }

  /// The text of a file.
  public func text(_ name: String) throws -> String { try String(contentsOfFile: path + "/" + name, encoding: .utf8) }

  /// Makes an empty file in a folder that is there, with a byte between both parts of its name that is not UTF-8.
  public func writeNonUTF8Name(in folder: String, _ start: String, _ end: String) throws {
    let name = (Array("\(path)/\(folder)/\(start)".utf8) + [0xE9] + Array(end.utf8) + [0]).map(CChar.init(bitPattern:))
    let descriptor = unsafe open(name, O_CREAT | O_WRONLY, 0o600)
    guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
    close(descriptor)
    rawPaths.append(name)
  }

  /// Names that Foundation cannot remove.
  private var rawPaths: [[CChar]] = []
}

import Console
import Foundation
import RWKVModel

/// A checkpoint as the command line names it.
enum CheckpointArgument {
  /// Where it lies: a path as it is, a bundled model's folder for its name.
  ///
  /// - Throws: `UserError` for a baseline, which is no checkpoint, and for a bundled model that is not found.
  static func path(_ name: String) throws -> String {
    if FileManager.default.fileExists(atPath: name) { return name }
    if ["demo", "demo-core"].contains(name) { return try BundledFiles.locate("models/\(name)") }
    if name == "uniform" || name.hasPrefix("constant:") || name.hasPrefix("answers:") {
      throw UserError("\(name) is a baseline without tensors", remedy: "Give the path of a checkpoint")
    }
    return name
  }
}

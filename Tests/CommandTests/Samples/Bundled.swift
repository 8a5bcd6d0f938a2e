import Foundation
import SharedFixtures

/// Files of the bundled models.
enum Bundled {
  /// The path of a file below `models`.
  static func path(_ name: String) -> String { SharedFixtures.packageRoot + "/models/" + name }

  /// The bytes of a file below `models`.
  static func data(_ name: String) throws -> Data { try Data(contentsOf: URL(filePath: path(name))) }
}

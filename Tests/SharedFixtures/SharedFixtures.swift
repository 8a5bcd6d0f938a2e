import Foundation

/// Finds the project's `shared` folder, which lies beside the checkout and holds oracles and other people's data sets.
///
/// Tests that need it use `.enabled(if: SharedFixtures.has("data/mmlu.tar.xz"), SharedFixtures.missing)`.
public enum SharedFixtures {
  /// What a skipped test says.
  public static let missing: Comment = """
    skipped: needs the project's shared folder beside the checkout (../shared), which holds oracles and data sets \
    that are not part of the repository
    """

  /// Why a test was skipped; Swift Testing's `Comment` without importing it.
  public typealias Comment = String

  /// The root of the package, from this file's place in it.
  public static let packageRoot = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// The path of a file or folder below `../shared`, whether or not it is there.
  public static func path(_ relative: String) -> String { packageRoot + "/../shared/" + relative }

  /// Whether a file or folder below `../shared` is there.
  public static func has(_ relative: String) -> Bool { FileManager.default.fileExists(atPath: path(relative)) }
}

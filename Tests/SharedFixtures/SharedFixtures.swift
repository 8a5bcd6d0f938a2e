import Foundation

/// Finds what tests read: the fixtures in the repository, and the project's `shared` folder, which lies beside the checkout
/// and holds larger oracles and other people's data sets.
///
/// Tests that need the folder use `.enabled(if: SharedFixtures.has("data/mmlu.tar.xz"), SharedFixtures.missing)`. Tests of a
/// list of fixtures, some of them in the repository, take `SharedFixtures.testable(names, below: "oracle")`.
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

  /// Whether tests of a file or folder below `../shared` are to run: it is there, or it should be.
  ///
  /// Where the project's folder is there, nothing is skipped: a test of a file that the folder lacks runs, and fails.
  public static func has(_ relative: String) -> Bool { exists(path("oracle")) || exists(path(relative)) }

  /// The path of a file or folder below `Tests/Fixtures`, which has the layout of `../shared`.
  public static func bundled(_ relative: String) -> String { packageRoot + "/Tests/Fixtures/" + relative }

  /// The path of a file or folder in the repository where it has it, else below `../shared`.
  public static func nearest(_ relative: String) -> String {
    exists(bundled(relative)) ? bundled(relative) : path(relative)
  }

  /// The fixtures of a folder that are to be tested: those of the repository, and where `../shared` is there, all.
  public static func testable(_ names: [String], below folder: String) -> [String] {
    names.filter { exists(bundled(folder + "/" + $0)) || has(folder + "/" + $0) }
  }

  private static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}

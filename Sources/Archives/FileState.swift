import Foundation

/// What the system says of an open file that changes when the file does.
struct FileState: Equatable {
  let size: Int
  /// Names that lead to the file; 0 once it was deleted or replaced.
  let links: Int
  /// When the content was changed, in nanoseconds since 1970.
  let modified: Int
  /// When the content, the names or the permissions were changed, in nanoseconds since 1970.
  let statusChanged: Int

  init(_ status: stat) {
    size = Int(status.st_size)
    links = Int(status.st_nlink)
    modified = Self.nanoseconds(status.st_mtim)
    statusChanged = Self.nanoseconds(status.st_ctim)
  }

  /// Whether size and time of modification are the same, so that the content should be.
  func isSameContent(as other: FileState) -> Bool { size == other.size && modified == other.modified }

  /// How this state differs from an earlier one, for messages.
  func difference(from earlier: FileState) -> String {
    if size != earlier.size { return "it had \(earlier.size) bytes and has \(size)" }
    return modified == earlier.modified
      ? "its status changed at \(Self.time(statusChanged))" : "it was written to at \(Self.time(modified))"
  }

  private static func nanoseconds(_ time: timespec) -> Int {
    let (seconds, overflow) = Int(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? Int(time.tv_sec) : seconds &+ Int(time.tv_nsec)
  }

  private static func time(_ nanoseconds: Int) -> String {
    Date(timeIntervalSince1970: Double(nanoseconds) / 1e9).formatted(.iso8601)
  }
}

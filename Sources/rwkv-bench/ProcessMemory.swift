import Foundation

/// What the kernel says of this process's memory, in bytes; zeros where it says nothing.
struct ProcessMemory: Sendable {
  /// VmHWM: most resident pages at any time since the last reset, mapped files included.
  let highWater: Int
  /// RssAnon: resident pages that neither a file nor shared memory backs.
  let anonymous: Int
  /// RssFile: resident pages of mapped files, which the page cache holds anyway.
  let file: Int

  /// The memory now, from the text of `/proc/self/status`.
  static var now: ProcessMemory {
    ProcessMemory(status: (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? "")
  }

  init(status: String) {
    func bytes(_ key: String) -> Int {
      guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix(key + ":") }) else { return 0 }
      return (line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
    }
    highWater = bytes("VmHWM")
    anonymous = bytes("RssAnon")
    file = bytes("RssFile")
  }

  /// Starts VmHWM again from what is resident now.
  static func resetHighWater() {
    guard let file = FileHandle(forWritingAtPath: "/proc/self/clear_refs") else { return }
    try? file.write(contentsOf: Data("5".utf8))
    try? file.close()
  }
}

import Foundation
import Synchronization

/// Looks at the process's memory every 10 ms while something runs.
final class MemorySampler: Sendable {
  private let highest = Mutex<Int>(0)
  private let isDone = Mutex<Bool>(false)
  private let finished = DispatchSemaphore(value: 0)

  /// Starts looking.
  init() {
    let thread = Thread { [self] in
      while !isDone.withLock({ $0 }) {
        let anonymous = Self.anonymousBytes(statm: FileManager.default.contents(atPath: "/proc/self/statm") ?? Data())
        highest.withLock { $0 = max($0, anonymous) }
        Thread.sleep(forTimeInterval: 0.01)
      }
      finished.signal()
    }
    thread.start()
  }

  /// Stops, and tells the highest number of bytes resident that neither a file nor shared memory backs.
  func stop() -> Int {
    isDone.withLock { $0 = true }
    finished.wait()
    return highest.withLock { $0 }
  }

  /// Resident less shared pages, the second and third number of `/proc/self/statm`, in bytes; 0 of anything else.
  static func anonymousBytes(statm: Data) -> Int {
    let fields = statm.split(separator: UInt8(ascii: " ")).prefix(3).map {
      Int(String(decoding: $0, as: UTF8.self)) ?? 0
    }
    guard fields.count == 3 else { return 0 }
    return (fields[1] - fields[2]) * Int(getpagesize())
  }
}

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

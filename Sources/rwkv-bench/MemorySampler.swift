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

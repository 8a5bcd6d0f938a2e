import Foundation
import RWKVModel
import Synchronization

/// The checkpoint's SHA-256, computed while the model runs.
final class CheckpointDigest: Sendable {
  private let done = DispatchGroup()
  private let result = Mutex<String?>(nil)

  /// Starts; nil for a baseline, which has no file.
  init(_ checkpoint: Checkpoint?) {
    guard let checkpoint else { return }
    DispatchQueue.global().async(group: done) { [self] in
      let value = checkpoint.sha256()
      result.withLock { $0 = value }
    }
  }

  /// Waits for the digest, 64 hex digits.
  func value() -> String? {
    done.wait()
    return result.withLock { $0 }
  }
}

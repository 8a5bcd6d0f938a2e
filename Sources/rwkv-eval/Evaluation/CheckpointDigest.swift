import Console
import Foundation
import RWKVModel
import Synchronization

/// The checkpoint's SHA-256, computed while the model runs.
final class CheckpointDigest: Sendable {
  private let done = DispatchGroup()
  private let result = Mutex<String?>(nil)
  private let checkpoint: Checkpoint?

  /// Starts; nil for a baseline, which has no file.
  init(_ checkpoint: Checkpoint?) {
    self.checkpoint = checkpoint
    guard let checkpoint else { return }
    DispatchQueue.global().async(group: done) { [self] in
      let value = checkpoint.sha256()
      result.withLock { $0 = value }
    }
  }

  /// Waits for the digest, 64 hex digits.
  ///
  /// - Throws: When the file was changed meanwhile, so that the digest may be of no version that was evaluated.
  func value() throws -> String? {
    done.wait()
    try checkpoint?.requireUnchanged()
    return result.withLock { $0 }
  }
}

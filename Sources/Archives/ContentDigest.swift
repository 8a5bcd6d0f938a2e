import Crypto
import Foundation

/// SHA-256 of bytes that arrive in pieces.
public struct ContentDigest {
  private var hasher = SHA256()

  /// A digest of nothing yet.
  public init() {}

  /// Appends bytes.
  public mutating func update(_ bytes: some Sequence<UInt8>) { hasher.update(data: Array(bytes)) }

  /// Appends bytes that lie together, without a copy.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) { unsafe hasher.update(bufferPointer: bytes) }

  /// The digest of everything appended so far, 64 lower-case hex digits.
  public func hex() -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in hasher.finalize() {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The digest of a text's UTF-8 bytes in base64, as a browser's policies have it.
  public static func base64(_ text: String) -> String {
    Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
  }

  /// The digest of a text's UTF-8 bytes.
  public static func hex(_ text: String) -> String {
    var digest = ContentDigest()
    digest.update(text.utf8)
    return digest.hex()
  }
}

import Archives
import Foundation

/// A part of the page's data: bytes packed by gzip, as base64, which the page's script unpacks when it needs them.
struct PackedPart: Sendable {
  /// The `id` of its element.
  let id: String
  /// The bytes, packed, as base64.
  let base64: String

  /// A part of these bytes.
  init(_ id: String, _ bytes: [UInt8]) throws {
    self.id = id
    base64 = Data(try PackedFile.bytes(of: bytes)).base64EncodedString()
  }
}

/// A text as a key: two are the same when their code points are, as in Python.
///
/// Swift's own `String` takes canonically equivalent texts for one, such as `é` in one code point and in two.
public struct ExactText: Hashable, Sendable {
  /// The text.
  public let text: String

  /// A key of a text.
  public init(_ text: String) { self.text = text }

  /// Whether both have the same code points.
  public static func == (left: ExactText, right: ExactText) -> Bool {
    let (left, right) = (left.text.utf8, right.text.utf8)
    guard left.count == right.count else { return false }
    // Bytes that lie together are compared many at a time.
    let isSame = unsafe left.withContiguousStorageIfAvailable { left in
      unsafe right.withContiguousStorageIfAvailable { unsafe left.elementsEqual($0) }
    }
    return (isSame ?? nil) ?? left.elementsEqual(right)
  }

  /// Feeds the text's bytes to the hasher.
  public func hash(into hasher: inout Hasher) {
    let isFed: Void? = unsafe text.utf8.withContiguousStorageIfAvailable { bytes in
      unsafe hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
    }
    if isFed == nil { unsafe Array(text.utf8).withUnsafeBytes { unsafe hasher.combine(bytes: $0) } }
    hasher.combine(text.utf8.count)
  }
}

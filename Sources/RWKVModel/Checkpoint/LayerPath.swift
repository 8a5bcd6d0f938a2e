/// A name split as `<head>.<number>.<rest>`, such as `blocks.3.att.x_r`.
struct LayerPath {
  /// The number.
  let index: Int
  /// What follows it.
  let rest: Substring

  /// Splits a name that begins with `head` and a dot; nil when it does not, or when no number below 100000 follows.
  init?(_ name: some StringProtocol, after head: String) {
    guard name.hasPrefix(head + ".") else { return nil }
    let tail = Substring(name).dropFirst(head.count + 1)
    guard let dot = tail.firstIndex(of: ".") else { return nil }
    let digits = tail[..<dot]
    guard digits.utf8.count <= 5, digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let index = Int(digits) else {
      return nil
    }
    self.index = index
    rest = tail[tail.index(after: dot)...]
  }
}

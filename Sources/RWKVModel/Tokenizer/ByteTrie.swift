/// A prefix tree over bytes, frozen into arrays: each node's children fill one stretch of a table, from its lowest child
/// byte to its highest.
struct ByteTrie: Sendable {
  private struct Node {
    /// Where the node's stretch begins in `children`.
    var start: Int32 = 0
    /// The token that ends here, or -1.
    var token: Int32 = -1
    /// The lowest byte with a child.
    var low: UInt8 = .max
    /// Length of the stretch; 0 for a leaf.
    var span: UInt16 = 0
  }

  private var nodes: [Node] = [Node()]
  /// Node index, or 0 (the root, which is nobody's child) for none.
  private var children: [Int32] = []

  /// Builds the tree of a vocabulary.
  init(_ tokens: [Vocabulary.Token]) {
    var edges: [Int: Int32] = [:]
    for token in tokens {
      var node = 0
      for byte in token.bytes {
        let key = node << 8 | Int(byte)
        if let child = edges[key] {
          node = Int(child)
        } else {
          edges[key] = Int32(nodes.count)
          node = nodes.count
          nodes.append(Node())
        }
      }
      nodes[node].token = Int32(token.id)
    }
    freeze(edges)
  }

  /// Encodes bytes: at each place the longest token that fits.
  ///
  /// - Precondition: every single byte is a token.
  func encode(_ bytes: UnsafeBufferPointer<UInt8>) -> [Int] {
    var tokens: [Int] = []
    tokens.reserveCapacity(bytes.count / 4 + 1)
    unsafe nodes.withUnsafeBufferPointer { nodes in
      unsafe children.withUnsafeBufferPointer { children in
        var start = 0
        while start < bytes.count {
          guard let match = unsafe Self.longestMatch(bytes, from: start, nodes, children) else {
            preconditionFailure("no token begins with byte \(unsafe bytes[start])")
          }
          tokens.append(match.token)
          start = match.end
        }
      }
    }
    return tokens
  }

  /// Encodes the UTF-8 bytes of code points.
  ///
  /// - Precondition: every single byte is a token.
  func encode(scalars: ArraySlice<UInt32>) -> [Int] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(scalars.count)
    for scalar in scalars { scalar.forEachByte { bytes.append($0) } }
    return unsafe bytes.withUnsafeBufferPointer { unsafe encode($0) }
  }

  /// A token, and where it ends.
  struct Match {
    var token: Int
    var end: Int
  }

  /// The longest token at a place; nil where none fits.
  func longestMatch(in bytes: [UInt8], from start: Int) -> Match? {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe nodes.withUnsafeBufferPointer { nodes in
        unsafe children.withUnsafeBufferPointer { unsafe Self.longestMatch(bytes, from: start, nodes, $0) }
      }
    }
  }

  private static func longestMatch(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ nodes: UnsafeBufferPointer<Node>,
    _ children: UnsafeBufferPointer<Int32>
  ) -> Match? {
    var best = Match(token: -1, end: start)
    var index = start
    var node = unsafe nodes[0]
    while index < bytes.count {
      let slot = unsafe Int(bytes[index]) - Int(node.low)
      guard slot >= 0, slot < Int(node.span) else { break }
      let child = unsafe children[Int(node.start) + slot]
      guard child != 0 else { break }
      index += 1
      unsafe node = nodes[Int(child)]
      if node.token >= 0 { best = Match(token: Int(node.token), end: index) }
    }
    return best.end > start ? best : nil
  }

  private mutating func freeze(_ edges: [Int: Int32]) {
    var highs = [UInt8](repeating: 0, count: nodes.count)
    for key in edges.keys {
      let byte = UInt8(key & 255)
      nodes[key >> 8].low = min(nodes[key >> 8].low, byte)
      highs[key >> 8] = max(highs[key >> 8], byte)
    }
    var size = 0
    for index in nodes.indices where nodes[index].low <= highs[index] {
      nodes[index].start = Int32(size)
      nodes[index].span = UInt16(highs[index] - nodes[index].low) + 1
      size += Int(nodes[index].span)
    }
    children = [Int32](repeating: 0, count: size)
    for (key, child) in edges {
      let node = nodes[key >> 8]
      children[Int(node.start) + (key & 255) - Int(node.low)] = child
    }
  }
}

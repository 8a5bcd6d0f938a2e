internal import RWKVKernels

extension CheckpointTensor {
  /// Widens the whole tensor to fp32, row-major in `shape` order; exact for every element type unless it is rounded.
  ///
  /// - Precondition: `destination.count == elementCount`.
  public func widen(into destination: inout MutableSpan<Float>) {
    precondition(destination.count == elementCount, "\(destination.count) floats for \(name) of shape \(shape)")
    widen(lines: self, into: &destination)
  }

  /// Widens some rows (indices along the first dimension) to fp32, row-major.
  ///
  /// - Precondition: the rows lie within `0..<shape[0]`, and `destination.count` is their number times the size of one.
  public func widen(rows: Range<Int>, into destination: inout MutableSpan<Float>) {
    precondition(
      !shape.isEmpty && rows.lowerBound >= 0 && rows.upperBound <= shape[0], "rows \(rows) of \(name) \(shape)")
    let part = self.rows(rows)
    precondition(destination.count == part.elementCount, "\(destination.count) floats for \(part.shape) of \(name)")
    widen(lines: part, into: &destination)
  }

  /// The indices of the first element, in row-major order, that is NaN or infinite; nil when there is none.
  ///
  /// Reads the whole tensor; use it where that is affordable (checking a file, small tensors).
  public func firstNonFinite() -> [Int]? {
    guard elementCount > 0 else { return nil }
    guard !shape.isEmpty else { return widened().allSatisfy(\.isFinite) ? nil : [] }
    let rowSize = elementCount / shape[0]
    let step = max(1, 65_536 / rowSize)
    for start in stride(from: 0, to: shape[0], by: step) {
      let rows = start..<min(shape[0], start + step)
      var values = [Float](repeating: 0, count: rows.count * rowSize)
      var span = values.mutableSpan
      widen(rows: rows, into: &span)
      if let index = values.firstIndex(where: { !$0.isFinite }) { return indices(of: start * rowSize + index) }
    }
    return nil
  }

  /// Whether a matrix of the same shape has the same numbers, bit by bit as fp32; reads both.
  func hasSameNumbers(as other: CheckpointTensor) -> Bool {
    precondition(shape == other.shape && shape.count == 2, "\(name) \(shape) beside \(other.name) \(other.shape)")
    let step = max(1, 65_536 / max(shape[1], 1))
    return stride(from: 0, to: shape[0], by: step).allSatisfy { start in
      let rows = start..<min(shape[0], start + step)
      let parts = [self, other].map { tensor in
        var values = [Float](repeating: 0, count: rows.count * shape[1])
        var span = values.mutableSpan
        tensor.widen(rows: rows, into: &span)
        return values.map(\.bitPattern)
      }
      return parts[0] == parts[1]
    }
  }

  /// The whole tensor as fp32, row-major in `shape` order.
  public func widened() -> [Float] {
    var values = [Float](repeating: 0, count: elementCount)
    var span = values.mutableSpan
    widen(into: &span)
    return values
  }

  private func indices(of flatIndex: Int) -> [Int] {
    var rest = flatIndex
    var indices: [Int] = []
    for size in shape.reversed() {
      indices.append(rest % size)
      rest /= size
    }
    return indices.reversed()
  }

  private func widen(lines part: CheckpointTensor, into destination: inout MutableSpan<Float>) {
    guard part.elementCount > 0 else { return }
    let lineLength = part.isRowMajor ? part.elementCount : part.shape[part.shape.count - 1]
    let step = part.isRowMajor ? 1 : part.strides[part.shape.count - 1]
    unsafe destination.withUnsafeMutableBufferPointer { output in
      unsafe storage.withUnsafeBytes { bytes in
        for line in 0..<part.elementCount / lineLength {
          let target = unsafe UnsafeMutableBufferPointer(rebasing: output[line * lineLength..<(line + 1) * lineLength])
          let start = part.isRowMajor ? part.offset : part.start(ofLine: line)
          unsafe elementType.widen(bytes, from: start, by: step, into: target)
        }
      }
    }
    part.adjustment?.apply(to: &destination, rows: part.shape[0], columns: part.shape.last ?? 1)
    rounding?.round(&destination)
  }

  /// Storage index of the first element of a line, lines being the runs along the last dimension.
  private func start(ofLine line: Int) -> Int {
    var rest = line
    var start = offset
    for dimension in shape.indices.dropLast().reversed() {
      start += rest % shape[dimension] * strides[dimension]
      rest /= shape[dimension]
    }
    return start
  }
}

extension ElementType {
  /// Widens `target.count` elements, `step` elements apart, from element `start` on.
  fileprivate func widen(
    _ bytes: UnsafeRawBufferPointer, from start: Int, by step: Int, into target: UnsafeMutableBufferPointer<Float>
  ) {
    switch self {
    case .bfloat16:
      for index in 0..<target.count {
        let half = unsafe bytes.loadUnaligned(fromByteOffset: 2 * (start + index * step), as: UInt16.self)
        unsafe target[index] = Float(bitPattern: UInt32(UInt16(littleEndian: half)) << 16)
      }
    case .float16:
      for index in 0..<target.count {
        let half = unsafe bytes.loadUnaligned(fromByteOffset: 2 * (start + index * step), as: UInt16.self)
        unsafe target[index] = Self.widenHalf(UInt16(littleEndian: half))
      }
    case .float32:
      for index in 0..<target.count {
        let word = unsafe bytes.loadUnaligned(fromByteOffset: 4 * (start + index * step), as: UInt32.self)
        unsafe target[index] = Float(bitPattern: UInt32(littleEndian: word))
      }
    case .int8:
      for index in 0..<target.count { unsafe target[index] = Float(Int8(bitPattern: bytes[start + index * step])) }
    case .q4_0, .q4_1, .q5_0, .q5_1, .q8_0, .q4_K, .q5_K, .q6_K:
      unsafe widenBlocks(bytes, from: start, by: step, into: target)
    }
  }

  /// An IEEE half as fp32, exact.
  ///
  /// Written out because baseline x86-64 has no instruction for it, and the library call stops vectorisation. No step goes
  /// through a number that is subnormal in fp32: weights are widened where those count as zero (`ThreadTeam`).
  @inline(__always)
  static func widenHalf(_ half: UInt16) -> Float {
    let sign = UInt32(half & 0x8000) << 16
    let magnitude = UInt32(half & 0x7fff)
    let subnormal = (Float(Int32(truncatingIfNeeded: magnitude)) * 0x1p-24).bitPattern
    let normal = magnitude << 13 + 0x3800_0000
    let special = 0x7f80_0000 | magnitude << 13
    return Float(bitPattern: sign | (magnitude < 0x400 ? subnormal : magnitude < 0x7c00 ? normal : special))
  }
}

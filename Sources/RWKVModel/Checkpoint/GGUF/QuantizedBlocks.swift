/// ggml's types of quantised numbers: blocks of 32 or 256 numbers with scales in common, widened by the same operations in the
/// same order as `ggml-quants.c` (`dequantize_row_*`) does it.
extension ElementType {
  /// The type that has this number in ggml; nil for one that is not read.
  init?(ggml number: Int) {
    switch number {
    case 0: self = .float32
    case 1: self = .float16
    case 2: self = .q4_0
    case 3: self = .q4_1
    case 6: self = .q5_0
    case 7: self = .q5_1
    case 8: self = .q8_0
    case 12: self = .q4_K
    case 13: self = .q5_K
    case 14: self = .q6_K
    case 30: self = .bfloat16
    default: return nil
    }
  }

  /// ggml's name of a type that is not read.
  static func ggmlName(_ number: Int) -> String {
    let names = [
      9: "Q8_1", 10: "Q2_K", 11: "Q3_K", 15: "Q8_K", 16: "IQ2_XXS", 17: "IQ2_XS", 18: "IQ3_XXS", 19: "IQ1_S",
      20: "IQ4_NL",
      21: "IQ3_S", 22: "IQ2_S", 23: "IQ4_XS", 24: "I8", 25: "I16", 26: "I32", 27: "I64", 28: "F64", 29: "IQ1_M",
      34: "TQ1_0", 35: "TQ2_0",
    ]
    return names[number] ?? "number \(number) of ggml"
  }

  /// Numbers of a block; 1 where each stands for itself.
  var blockSize: Int {
    switch self {
    case .bfloat16, .float16, .float32, .int8: 1
    case .q4_0, .q4_1, .q5_0, .q5_1, .q8_0: 32
    case .q4_K, .q5_K, .q6_K: 256
    }
  }

  /// Bytes of a block.
  var blockBytes: Int {
    switch self {
    case .bfloat16, .float16: 2
    case .float32: 4
    case .int8: 1
    case .q4_0: 18
    case .q4_1: 20
    case .q5_0: 22
    case .q5_1: 24
    case .q8_0: 34
    case .q4_K: 144
    case .q5_K: 176
    case .q6_K: 210
    }
  }

  /// Bytes of the blocks that hold so many numbers.
  func byteCount(of elements: Int) -> Int { (elements + blockSize - 1) / blockSize * blockBytes }

  /// Widens `target.count` numbers, `step` apart, from number `start` on, of a type with blocks.
  func widenBlocks(
    _ bytes: UnsafeRawBufferPointer, from start: Int, by step: Int, into target: UnsafeMutableBufferPointer<Float>
  ) {
    let size = blockSize
    unsafe withUnsafeTemporaryAllocation(of: Float.self, capacity: size) { numbers in
      var current = -1
      for index in 0..<target.count {
        let place = start + index * step
        if place / size != current {
          current = place / size
          let block = unsafe UnsafeRawBufferPointer(rebasing: bytes[current * blockBytes..<(current + 1) * blockBytes])
          unsafe widen(block, into: numbers)
        }
        unsafe target[index] = numbers[place % size]
      }
    }
  }

  private func widen(_ block: UnsafeRawBufferPointer, into numbers: UnsafeMutableBufferPointer<Float>) {
    switch self {
    case .bfloat16, .float16, .float32, .int8: preconditionFailure("\(self) has no blocks")
    case .q4_0: unsafe widenNibbles(block, numbers, nibblesAt: 2, highBitsAt: nil, hasMinimum: false)
    case .q4_1: unsafe widenNibbles(block, numbers, nibblesAt: 4, highBitsAt: nil, hasMinimum: true)
    case .q5_0: unsafe widenNibbles(block, numbers, nibblesAt: 6, highBitsAt: 2, hasMinimum: false)
    case .q5_1: unsafe widenNibbles(block, numbers, nibblesAt: 8, highBitsAt: 4, hasMinimum: true)
    case .q8_0:
      let scale = unsafe Self.half(block, 0)
      for index in 0..<32 { unsafe numbers[index] = Float(Int8(bitPattern: block[2 + index])) * scale }
    case .q4_K: unsafe widenScaled(block, numbers, nibblesAt: 16, highBitsAt: nil)
    case .q5_K: unsafe widenScaled(block, numbers, nibblesAt: 48, highBitsAt: 16)
    case .q6_K: unsafe widenSixBits(block, numbers)
    }
  }

  /// 32 numbers of four bits, or five: the first 16 in the low halves of bytes, the others in the high ones.
  private func widenNibbles(
    _ block: UnsafeRawBufferPointer, _ numbers: UnsafeMutableBufferPointer<Float>, nibblesAt: Int, highBitsAt: Int?,
    hasMinimum: Bool
  ) {
    let scale = unsafe Self.half(block, 0)
    let minimum = unsafe hasMinimum ? Self.half(block, 2) : 0
    let high =
      highBitsAt.map { unsafe UInt32(littleEndian: block.loadUnaligned(fromByteOffset: $0, as: UInt32.self)) } ?? 0
    let middle: Int32 = hasMinimum ? 0 : highBitsAt == nil ? 8 : 16
    for index in 0..<32 {
      let byte = unsafe block[nibblesAt + index % 16]
      let low = Int32(index < 16 ? byte & 0xF : byte >> 4)
      let number = Float((low | Int32(high >> UInt32(index) & 1) << 4) - middle)
      unsafe numbers[index] = hasMinimum ? number * scale + minimum : number * scale
    }
  }

  /// 256 numbers of four bits, or five, in eight parts with a scale and a minimum of six bits each.
  private func widenScaled(
    _ block: UnsafeRawBufferPointer, _ numbers: UnsafeMutableBufferPointer<Float>, nibblesAt: Int, highBitsAt: Int?
  ) {
    let (scale, minimum) = unsafe (Self.half(block, 0), Self.half(block, 2))
    for part in 0..<8 {
      let (partScale, partMinimum) = unsafe Self.sixBits(block, part)
      let (factor, offset) = (scale * Float(partScale), minimum * Float(partMinimum))
      for index in 0..<32 {
        let byte = unsafe block[nibblesAt + 32 * (part / 2) + index]
        let low = part.isMultiple(of: 2) ? byte & 0xF : byte >> 4
        let high = highBitsAt.map { unsafe block[$0 + index] >> UInt8(part) & 1 } ?? 0
        unsafe numbers[32 * part + index] = factor * Float(low | high << 4) - offset
      }
    }
  }

  /// The scale and minimum of a part, packed in twelve bytes behind two halves.
  private static func sixBits(_ block: UnsafeRawBufferPointer, _ part: Int) -> (scale: UInt8, minimum: UInt8) {
    func packed(_ index: Int) -> UInt8 { unsafe block[4 + index] }
    if part < 4 { return (packed(part) & 63, packed(part + 4) & 63) }
    return (
      packed(part + 4) & 0xF | (packed(part - 4) >> 6) << 4, packed(part + 4) >> 4 | (packed(part) >> 6) << 4
    )
  }

  /// 256 numbers of six bits: four in 128 bytes, two in 64, sixteen scales of eight bits, and a half for all.
  private func widenSixBits(_ block: UnsafeRawBufferPointer, _ numbers: UnsafeMutableBufferPointer<Float>) {
    let scale = unsafe Self.half(block, 208)
    for index in 0..<256 {
      let (half, quarter, place) = (index / 128, index % 128 / 32, index % 32)
      let byte = unsafe block[64 * half + 32 * (quarter % 2) + place]
      let low = quarter < 2 ? byte & 0xF : byte >> 4
      let high = unsafe block[128 + 32 * half + place] >> UInt8(2 * quarter) & 3
      let factor = unsafe scale * Float(Int8(bitPattern: block[192 + index / 16]))
      unsafe numbers[index] = factor * Float(Int32(low | high << 4) - 32)
    }
  }

  private static func half(_ block: UnsafeRawBufferPointer, _ offset: Int) -> Float {
    widenHalf(UInt16(littleEndian: unsafe block.loadUnaligned(fromByteOffset: offset, as: UInt16.self)))
  }
}

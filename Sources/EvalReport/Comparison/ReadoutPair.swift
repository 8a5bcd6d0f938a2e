/// Read-outs of two runs that are compared with each other, by index.
struct ReadoutPair: Equatable {
  let first: Int
  let second: Int

  /// Every loop count that both have; the only read-outs where each has one.
  static func pairs(_ first: [Int?], _ second: [Int?]) -> [ReadoutPair] {
    if first.count == 1, second.count == 1 { return [ReadoutPair(first: 0, second: 0)] }
    return first.enumerated().compactMap { index, loops in
      second.firstIndex(of: loops).map { ReadoutPair(first: index, second: $0) }
    }
  }
}

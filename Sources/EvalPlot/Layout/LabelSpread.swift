/// Labels in a column or a row that would lie over each other, pushed apart.
enum LabelSpread {
  /// Places at least `gap` apart in the order of those wanted, and together as near to these as can be.
  ///
  /// They are all between `low` and `high` where there is room for them.
  ///
  /// With the gaps taken off, the nearest ascending numbers are wanted: isotonic regression by pooling neighbours.
  static func places(_ wanted: [Double], gap: Double, from low: Double, to high: Double) -> [Double] {
    let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
    var pools: [Pool] = []
    for (rank, index) in order.enumerated() {
      pools.append(Pool(sum: wanted[index] - Double(rank) * gap, count: 1))
      while let last = pools.last, let before = pools.dropLast().last, before.mean > last.mean {
        pools.removeLast(2)
        pools.append(Pool(sum: before.sum + last.sum, count: before.count + last.count))
      }
    }
    let limit = max(low, high - Double(wanted.count - 1) * gap)
    let means = pools.flatMap { pool in Array(repeating: min(max(pool.mean, low), limit), count: pool.count) }
    var places = wanted
    for (rank, index) in order.enumerated() { places[index] = means[rank] + Double(rank) * gap }
    return places
  }

  /// Neighbours that have one place together.
  private struct Pool {
    var sum: Double
    var count: Int

    var mean: Double { sum / Double(count) }
  }

  /// Which labels of a row can stand without touching: the first, the last, and of the others each that has room.
  static func fitting(_ middles: [Double], widths: [Double], gap: Double = 6) -> [Int] {
    let order = middles.indices.sorted { (middles[$0], $0) < (middles[$1], $1) }
    func touches(_ a: Int, _ b: Int) -> Bool {
      abs(middles[a] - middles[b]) < (widths[a] + widths[b]) / 2 + gap
    }
    var kept: [Int] = []
    for index in order.prefix(1) + order.dropFirst().suffix(1) + order.dropFirst().dropLast()
    where !kept.contains(where: { touches($0, index) }) {
      kept.append(index)
    }
    return kept.sorted()
  }
}

/// The order of layer applications as people write it: repeated stretches with an exponent.
struct ApplicationOrder {
  let text: String

  init(_ applications: [LayerApplication]) {
    var terms: [String] = []
    var index = 0
    let layers = applications.map(\.layer)
    while index < layers.count {
      let (length, times) = Self.repetition(in: layers, at: index)
      let stretch = layers[index..<(index + length)].map(String.init).joined(separator: " ")
      let isRun = length > 1 && times > 1
      terms.append((isRun ? "(\(stretch))" : stretch) + (times > 1 ? Self.superscript(times) : ""))
      index += length * times
    }
    if terms.count > 24 { terms.replaceSubrange(12..<(terms.count - 11), with: ["…"]) }
    text = terms.joined(separator: " ")
  }

  /// The stretch at an index whose immediate repetitions cover the most applications, the shortest of equals; a single
  /// application where nothing repeats.
  private static func repetition(in layers: [Int], at start: Int) -> (length: Int, times: Int) {
    var best = (length: 1, times: 1)
    for length in 1...max(1, min(64, (layers.count - start) / 2)) {
      var end = start + length
      while end < layers.count && layers[end] == layers[end - length] { end += 1 }
      let times = (end - start) / length
      if times > 1 && length * times > best.length * best.times { best = (length, times) }
    }
    return best
  }

  static func superscript(_ number: Int) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    return String(String(number).compactMap { $0.wholeNumberValue }.map { digits[$0] })
  }
}

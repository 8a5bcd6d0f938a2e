/// Places in a list that are about evenly spaced: the first, the last, and so many between them as are wanted.
struct ThinnedPlaces {
  /// In ascending order, each once; all places of a short list.
  let places: [Int]

  /// Some places of a list.
  ///
  /// - Parameters:
  ///   - count: How many the list has.
  ///   - most: How many are wanted at most, 2 or more.
  init(of count: Int, most: Int) {
    precondition(most > 1, "a first and a last place are two, and not \(most)")
    places = count <= most ? Array(0..<count) : (0..<most).map { $0 * (count - 1) / (most - 1) }
  }
}

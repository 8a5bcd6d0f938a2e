import EvalCore

/// Which rows of a long table are shown unless all are asked for.
struct DepthSelection {
  /// Rows up to which a table is shown whole.
  private static let most = 12

  /// Places of the rows that are shown, ascending.
  let places: [Int]
  private let count: Int

  /// Rows of a table.
  ///
  /// - Parameters:
  ///   - values: Above 0, ascending: what the rows are about, for example loop counts. Of many rows those are shown that are
  ///     spaced evenly on a logarithmic scale.
  ///   - keeping: Places of rows that are shown besides.
  ///   - showsAll: Whether none is left out.
  init(_ values: [Double], keeping: [Int] = [], showsAll: Bool) {
    count = values.count
    places =
      showsAll || count <= Self.most
      ? Array(values.indices) : Set(LogSpaced.places(count: Self.most, in: values) + keeping).sorted()
  }

  /// The rows that are shown.
  func rows<Row>(_ rows: [Row]) -> [Row] { places.map { rows[$0] } }

  /// How many rows are missing, and how to see them; nil where none is.
  ///
  /// - Parameter what: What the rows are, for example `loop counts`.
  func leftOut(_ what: String) -> String? {
    places.count < count ? "\(count - places.count) of \(count) \(what) are left out; --all prints them." : nil
  }
}

/// The unit in which operations a token are told.
struct FlopUnit {
  /// For example `GFLOP`.
  let name: String
  /// Operations in one.
  let size: Double

  /// The largest unit of which there is at least a tenth.
  init(for operations: Double) {
    (name, size) = operations >= 1e8 ? ("GFLOP", 1e9) : operations >= 1e5 ? ("MFLOP", 1e6) : ("kFLOP", 1e3)
  }
}

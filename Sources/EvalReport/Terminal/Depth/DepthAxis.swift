import EvalCore

/// The loop counts of a run with several read-outs.
struct DepthAxis {
  /// Total loops of every read-out.
  let loops: [Int?]
  private let kinds: [ReadoutKind?]

  /// The loop counts of a run.
  init(_ report: RunReport) {
    loops = report.result.readouts
    kinds = report.manifest.model.readouts.map(\.kind)
  }

  /// Loops as numbers above 0.
  var values: [Double] { loops.map { Double(max($0 ?? 1, 1)) } }

  /// For example `400`, or `16*` for what is read out of a longer program.
  func header(_ place: Int) -> String { NumberText.loops(loops[place]) + (isPrefix(place) ? "*" : "") }

  /// What a star says; nil where there is none.
  var legend: String? {
    loops.indices.contains(where: isPrefix)
      ? "*: a longer program, stopped there; it is not the program with that many loops" : nil
  }

  /// How many columns are missing, and where they are; nil where all are there.
  ///
  /// - Parameter places: Of the loop counts that are shown.
  func leftOut(_ places: [Int]) -> String? {
    guard places.count < loops.count else { return nil }
    return "\(loops.count - places.count) of \(loops.count) loop counts are left out for want of room; "
      + "--format lm-eval shows all"
  }

  private func isPrefix(_ place: Int) -> Bool { kinds.indices.contains(place) && kinds[place] == .prefix }
}

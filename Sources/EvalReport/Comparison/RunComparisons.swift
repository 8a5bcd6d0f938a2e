import EvalCore

/// Every run beside the first at loop counts that both have, and of the first run the last read-out beside its first.
///
/// One other run is compared at eight loop counts at most, several at the most loops that they have in common: `compare` has
/// all. p-values are corrected for all of them together.
struct RunComparisons {
  /// A read-out of a run, by index.
  struct Place {
    let run: Int
    let readout: Int
  }

  /// Two read-outs.
  struct Pair {
    let first: Place
    let second: Place
    let compared: ComparedReadouts

    /// The second read-out in words.
    func secondName(_ runs: [NamedReport]) -> String { runs[second.run].readoutNames[second.readout] }
  }

  private(set) var pairs: [Pair] = []
  /// Why runs are not compared, a sentence each.
  private(set) var refusals: [String] = []

  /// The comparisons of some runs.
  init(_ runs: [NamedReport]) {
    var found: [(Place, Place, ComparedReadouts)] = []
    for (first, second) in Self.places(runs) {
      do throws(PairingError) {
        let compared = try ComparedReadouts(
          ReportReadout(name: runs[first.run].name, report: runs[first.run].report, readout: first.readout),
          ReportReadout(name: runs[second.run].name, report: runs[second.run].report, readout: second.readout))
        // Rolling texts are neither right nor wrong.
        if compared.comparison.total.total > 0 { found.append((first, second, compared)) }
      } catch {
        if !refusals.contains(error.description) { refusals.append(error.description) }
      }
    }
    pairs = zip(found, ComparedReadouts.corrected(found.map(\.2))).map { Pair(first: $0.0, second: $0.1, compared: $1) }
  }

  private static func places(_ runs: [NamedReport]) -> [(Place, Place)] {
    // One other run is compared at several loop counts, more of them at the most loops alone.
    let most = runs.count > 2 ? 1 : 8
    let others = runs.indices.dropFirst().flatMap { run -> [(Place, Place)] in
      let pairs = ReadoutPair.pairs(runs[0].report.result.readouts, runs[run].report.result.readouts)
      let loops = pairs.map { runs[0].report.result.readouts[$0.first] }
      let shown = most == 1 ? Array(pairs.suffix(1)) : LogSpaced.places(count: most, ofLoops: loops).map { pairs[$0] }
      return shown.map { (Place(run: 0, readout: $0.first), Place(run: run, readout: $0.second)) }
    }
    let last = runs[0].report.result.readouts.count - 1
    return others + (last > 0 ? [(Place(run: 0, readout: 0), Place(run: 0, readout: last))] : [])
  }
}

import EvalCore
import Foundation
import RWKVModel

/// The programs whose results are read out, in ascending order of loops, and what each stands for.
struct ProgramCurve {
  let programs: [DepthProgram]
  /// Nil where all are exact.
  let kinds: [ReadoutKind]?
  /// What a reader of the results must know, a sentence each.
  let notes: [String]

  /// The programs that the flags `--loops`, `--loops-curve` and `--curve` ask for.
  ///
  /// - Throws: When a loop count does not fit the configuration.
  init(_ options: ModelOptions, _ configuration: DepthConfiguration, inventory: LayerInventory) throws {
    func program(_ loops: Int?) throws -> DepthProgram { try configuration.program(loops: loops, for: inventory) }
    let largest = try program(options.loops?.counts.last)
    let counts = try Self.counts(options, configuration, inventory, largest: largest)
    guard counts.count > 1 else {
      (programs, kinds, notes) = ([largest], nil, [])
      return
    }
    switch options.curve {
    case .uniform:
      programs = try counts.map(program)
      kinds = nil
      let applications = DepthProgram.sharedApplicationCount(of: programs)
      let times = Double(applications) / Double(largest.applications.count)
      notes = [
        "\(counts.count) loop counts take \(applications) layer applications, \(times.formatted(.number.precision(.fractionLength(2)))) "
          + "times those of \(counts[counts.count - 1]) loops alone"
      ]
    case .prefix:
      let prefixes = try counts.map { loops in
        guard let prefix = largest.prefix(loops: loops) else {
          throw InputError("--loops \(loops): the program has no loop \(loops)", remedy: "Name loop counts from 1 on")
        }
        return prefix
      }
      programs = prefixes.dropLast() + [largest]
      let kinds = zip(counts, programs).map { loops, prefix in
        (try? program(loops))?.applications == prefix.applications ? ReadoutKind.exact : .prefix
      }
      self.kinds = kinds
      let truncated = zip(counts, kinds).filter { $0.1 == .prefix }.map { "\($0.0)" }
      notes =
        truncated.isEmpty
        ? []
        : [
          "the read-out\(truncated.count == 1 ? "" : "s") at \(truncated.joined(separator: ", ")) loops stop"
            + "\(truncated.count == 1 ? "s" : "") the program of \(counts[counts.count - 1]) on its way: not the result of a program of so many loops"
        ]
    }
  }

  private static func counts(
    _ options: ModelOptions, _ configuration: DepthConfiguration, _ inventory: LayerInventory, largest: DepthProgram
  ) throws -> [Int] {
    guard let count = options.loopsCurve else { return options.loops?.counts ?? [] }
    guard let last = largest.loops else {
      throw InputError(
        "--loops-curve: the program has no loops", remedy: "Add --loops N and --groups N, or leave --loops-curve out")
    }
    let step = options.curve == .prefix ? 1 : try configuration.groupCount(for: inventory)
    guard last.isMultiple(of: step) else { return [last] }
    return LogSpaced.depths(count: count, from: step, to: last, multipleOf: step)
  }
}

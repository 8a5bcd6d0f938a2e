internal import Console
public import EvalCore
internal import Foundation
public import RWKVModel

/// What several loop counts mean.
public enum LoopCurve: String, Sendable, Hashable, CaseIterable {
  /// Each is the program with that many loops; what programs begin alike is computed once.
  case uniform
  /// All are read out on the way through the largest.
  case prefix
}

/// The programs whose results are read out, in ascending order of loops, and what each stands for.
public struct ProgramCurve {
  /// What a user asks for.
  public struct Request: Sendable, Hashable {
    /// Loop counts in ascending order; none for what the configuration says.
    public var loops: [Int] = []
    /// So many loop counts up to the largest, chosen on a logarithmic scale; nil for those of `loops`.
    public var count: Int?
    /// What they mean; nil for what suits the program.
    public var curve: LoopCurve?
    /// When docs stop looping; nil for never.
    public var exit: ExitRule?

    /// One program, as the configuration says.
    public init() {}
  }

  /// The programs, the last of which has the most loops.
  public let programs: [DepthProgram]
  /// Nil where all are exact.
  public let kinds: [ReadoutKind]?
  /// What a reader of the results must know, a sentence each.
  public let notes: [String]

  /// The programs that a request asks for.
  ///
  /// - Throws: `UserError` when a loop count does not fit the configuration, and when a rule is to stop docs where nothing
  ///   can.
  public init(_ request: Request, _ configuration: DepthConfiguration, inventory: LayerInventory) throws {
    func program(_ loops: Int?) throws -> DepthProgram { try configuration.program(loops: loops, for: inventory) }
    let largest = try program(request.loops.last)
    let curve = try request.curve ?? Self.curve(configuration, inventory, exit: request.exit)
    let counts = try Self.counts(request, configuration, inventory, curve, largest: largest)
    let all = counts.reduce(0, +)
    guard all <= Self.mostLoops else {
      throw UserError(
        "\(counts.count) loop counts have \(all) loops together, more than \(Self.mostLoops)",
        remedy: "Ask for fewer of them, with --loops or --loops-curve")
    }
    if let exit = request.exit { try Self.check(exit, largest, counts) }
    guard counts.count > 1 else {
      (programs, kinds, notes) = ([largest], nil, [])
      return
    }
    switch curve {
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
          throw UserError("--loops \(loops): the program has no loop \(loops)", remedy: "Name loop counts from 1 on")
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

  /// Loops of all programs together, at most: each is expanded to its layer applications.
  private static let mostLoops = 1_000_000

  /// Read-outs of an exit rule where no loop counts are asked for; more would cost more than they save.
  private static let mostExits = 64

  /// What several loop counts mean where no flag says it.
  ///
  /// Groups in sequence part after the first group, so that the programs of fewer loops save nothing: docs then stop on the
  /// way through the largest.
  private static func curve(
    _ configuration: DepthConfiguration, _ inventory: LayerInventory, exit: ExitRule?
  ) throws -> LoopCurve {
    let isSequence = configuration.sharing == .sequence
    return try exit != nil && isSequence && configuration.groupCount(for: inventory) > 1 ? .prefix : .uniform
  }

  private static func check(_ exit: ExitRule, _ largest: DepthProgram, _ counts: [Int]) throws {
    guard largest.isCausal else {
      throw UserError(
        "--exit: the depth program is not causal: its states go on from one application to the next, so no doc can leave the "
          + "others", remedy: "Leave --exit out, or choose a causal program, for example --depth-program rwkv-dr-train")
    }
    guard let last = largest.loops else {
      throw UserError(
        "--exit: the program has no loops to stop", remedy: "Add --loops N and --groups N, or leave --exit out")
    }
    guard counts.count > 1 else {
      throw UserError(
        "--exit: docs are read out at \(last) loops only, so none can stop earlier",
        remedy: "Give several loop counts, --loops 8,16,…, or fewer --groups than loops")
    }
    guard exit.minimumLoops < last else {
      throw UserError(
        "--exit-after \(exit.minimumLoops): the last read-out is at \(last) loops, so no doc would stop before it",
        remedy: "Give less than \(last)")
    }
  }

  private static func counts(
    _ request: Request, _ configuration: DepthConfiguration, _ inventory: LayerInventory, _ curve: LoopCurve,
    largest: DepthProgram
  ) throws -> [Int] {
    let asked = request.loops
    let isFree = request.exit != nil && asked.count < 2 && largest.loops != nil
    guard let count = request.count ?? (isFree ? mostExits : nil) else { return asked }
    guard let last = largest.loops else {
      throw UserError(
        "--loops-curve: the program has no loops", remedy: "Add --loops N and --groups N, or leave --loops-curve out")
    }
    let groups = try configuration.groupCount(for: inventory)
    let step = curve == .prefix && request.count != nil ? 1 : groups
    guard last.isMultiple(of: step) else { return [last] }
    return LogSpaced.depths(count: count, from: step, to: last, multipleOf: step)
  }
}

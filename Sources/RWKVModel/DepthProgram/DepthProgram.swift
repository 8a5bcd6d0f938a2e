internal import Archives
internal import Console

/// The order in which a checkpoint's layers are applied: a flat list of layer applications.
///
/// Made by `DepthConfiguration.program(loops:for:)`; nothing else does arithmetic on layer numbers.
public struct DepthProgram: Sendable, Hashable {
  /// Most layer applications that a program may have; more is taken for a typo, which would fill memory or run for
  /// hours.
  public static let largestCount = 20_000

  /// Total loops; nil for a program without recurrence.
  public let loops: Int?
  /// Whether ln0 of layer 0 is applied to the embedding, once.
  public let embeddingNorm: Bool
  /// The applications in order.
  public let applications: [LayerApplication]
  /// The structure in a line, for example `8 groups × 50 loops × 1 layer`.
  public let structure: String
  /// What a reader of results must know of this program, a sentence each.
  public let notes: [String]

  init(
    loops: Int?, embeddingNorm: Bool, applications: [LayerApplication], structure: String, notes: [String]
  ) {
    self.loops = loops
    self.embeddingNorm = embeddingNorm
    self.applications = applications
    self.structure = structure
    self.notes = notes
  }

  /// Whether no position can influence an earlier one.
  ///
  /// A program that carries sequence-wise states from the end of the prompt into later applications is not causal:
  /// requests cannot share prefixes.
  public var isCausal: Bool {
    var seen: Set<Int> = []
    return !applications.contains { application in
      application.stateSlot.map { !seen.insert($0).inserted } ?? false
    }
  }

  /// Whether any application continues a sequence-wise state.
  public var carriesStates: Bool { applications.contains { $0.stateSlot != nil } }

  /// Number of state slots.
  public var slotCount: Int { (applications.compactMap(\.stateSlot).max() ?? -1) + 1 }

  /// Layers that are applied at least once.
  public var layersUsed: Set<Int> { Set(applications.map(\.layer)) }

  /// SHA-256 (hex) over a line an application, with the embedding norm first.
  public var digest: String {
    let lines = ["embedding norm: \(embeddingNorm)"] + applications.map(\.description)
    return ContentDigest.hex(lines.joined(separator: "\n"))
  }

  /// The layers in the order of their applications, runs abbreviated: `0⁵⁰ 1⁵⁰ … 7⁵⁰` or `0 (1 2)⁵⁰ 3`.
  public var order: String { ApplicationOrder(applications).text }

  /// Structure, number of applications and order in one line.
  public var summary: String {
    "\(structure) = \(applications.count) layer application\(applications.count == 1 ? "" : "s"), order \(order)"
  }

  /// The program that stops after some applications: what a read-out on the way through this one is the result of.
  ///
  /// Its loops are those that are complete by then.
  ///
  /// - Precondition: `count` is at least 1 and at most the number of applications.
  public func prefix(_ count: Int) -> DepthProgram {
    precondition((1...applications.count).contains(count), "the first \(count) of \(applications.count) applications")
    guard count < applications.count else { return self }
    return DepthProgram(
      loops: loops.map { _ in loopEnds.count { $0 <= count } }, embeddingNorm: embeddingNorm,
      applications: Array(applications.prefix(count)), structure: "first \(count) layer applications of \(structure)",
      notes: notes)
  }

  /// The program that stops after some loops.
  ///
  /// With several groups in sequence it is not the program of that many loops, whose groups all run: see `prefix(_:)`.
  ///
  /// - Returns: Nil where this program has fewer loops, and for less than one.
  public func prefix(loops: Int) -> DepthProgram? {
    loopEnds.indices.contains(loops - 1) ? prefix(loopEnds[loops - 1]) : nil
  }

  /// Applications done at the end of every loop.
  ///
  /// A round of a cycle is as many loops as the program counts in it, all of the same length.
  private var loopEnds: [Int] {
    let core = applications.indices.filter { applications[$0].group != nil }
    let rounds = core.filter { $0 == applications.count - 1 || applications[$0].stage != applications[$0 + 1].stage }
    guard let loops, loops != rounds.count, core.count.isMultiple(of: loops) else { return rounds.map { $0 + 1 } }
    return (1...loops).map { core[$0 * core.count / loops - 1] + 1 }
  }
}

/// Checks of a checkpoint under a depth program that catch wrong graphs and broken numbers without any reference.
///
/// All programs of a checkpoint load the same tensors without an error; these checks tell a program that can be evaluated
/// prefix by prefix from one that cannot, and a forward pass that is consistent with itself from one that is not.
public struct ModelCheck {
  /// One line of the result.
  public struct Finding: Sendable, Hashable {
    /// How a check ended.
    public enum Status: String, Sendable { case pass, fail, skipped }
    /// What was checked.
    public let name: String
    /// How it ended.
    public let status: Status
    /// The numbers behind it.
    public let detail: String

    /// A finding.
    public init(name: String, status: Status, detail: String) {
      self.name = name
      self.status = status
      self.detail = detail
    }
  }

  private let model: RWKVModel
  private let program: DepthProgram
  private let engine: Engine
  private let tokens: [Int32]

  /// Largest difference between logits that counts as rounding: relative to the largest logit, which itself may be large.
  public static let tolerance = 1e-4

  /// Tokens of a sequence that are looked at: one by one they take long, and their logits room.
  public static let mostTokens = 512

  /// Checks on a sequence of tokens, of which the first `mostTokens` are looked at.
  ///
  /// - Parameters:
  ///   - tokens: Ids of the model's vocabulary, at least three.
  public init(_ model: RWKVModel, program: DepthProgram, engine: Engine, tokens: [Int]) {
    precondition(tokens.count >= 3, "\(tokens.count) tokens to check with")
    self.model = model
    self.program = program
    self.engine = engine
    self.tokens = tokens.prefix(Self.mostTokens).map(Int32.init)
  }

  /// Runs all checks.
  public func findings() throws -> [Finding] {
    let whole = try logits(of: [tokens])
    let finite = finiteness(whole)
    guard finite.status == .pass else {
      let reason = "not run: the numbers are not finite"
      return [weights(), finite]
        + ["causality", "forest", "token by token"].map { Finding(name: $0, status: .skipped, detail: reason) }
    }
    return [weights(), finite, try causality(whole), try forest(whole), try tokenByToken(whole)]
  }

  private struct Pass {
    /// Indexed `[sequence][position][vocabulary]`.
    var logits: [[[Float]]]
    var fault: PathFault?

    var largest: Double { logits.joined().joined().reduce(0) { max($0, Double(abs($1))) } }
  }

  private func logits(of sequences: [[Int32]], sharesPrefixes: Bool = true) throws -> Pass {
    let forest = TokenForest(sequences, sharesPrefixes: sharesPrefixes && program.isCausal)
    let pass = try ForwardPass(model, programs: [program], engine: engine)
    let head = OutputHead(model, engine: engine)
    var result = Pass(logits: [])
    pass.run(forest, rows: (0..<Int32(forest.count)).map { $0 }) { readout in
      let rows = head.logits(hidden: readout.hidden)
      result.logits = forest.paths.map { $0.map { rows[Int($0)] } }
      result.fault = forest.paths.lazy.compactMap { readout.faults.first(on: $0) }.first
    }
    return result
  }

  private func weights() -> Finding {
    let idle = (0..<model.shape.layers).filter { !program.layersUsed.contains($0) }
    let left = model.leftTensors
    var detail = "\(model.checkpoint.tensors.count) tensors bound by name and shape"
    if !left.isEmpty { detail += "; \(left.count) left with a reason" }
    if !idle.isEmpty {
      detail += "; layers never applied by this program: \(idle.map(String.init).joined(separator: ", "))"
    }
    let broken = model.checkpoint.tensors.values.sorted { $0.name < $1.name }.first { $0.firstNonFinite() != nil }
    if let broken { detail += "; \(broken.name) holds NaN or infinity" }
    return Finding(name: "weights", status: broken == nil ? .pass : .fail, detail: detail)
  }

  private func finiteness(_ pass: Pass) -> Finding {
    if let fault = pass.fault {
      let what = fault.isOverflow ? "a layer norm's variance overflows" : "NaN or infinity"
      let place =
        fault.application < program.applications.count
        ? "layer application \(fault.application) (\(program.applications[fault.application].description))"
        : "the final norm"
      return Finding(name: "finite", status: .fail, detail: "\(what) at \(place), token \(fault.position)")
    }
    let isFinite = pass.logits.joined().joined().allSatisfy(\.isFinite)
    return Finding(
      name: "finite", status: isFinite ? .pass : .fail,
      detail: "\(tokens.count) positions × \(model.shape.vocabulary) logits, largest \(rounded(pass.largest))")
  }

  private func causality(_ whole: Pass) throws -> Finding {
    var edited = tokens
    edited[edited.count - 1] = (edited[edited.count - 1] + 1) % Int32(model.shape.vocabulary)
    let other = try logits(of: [edited])
    let earlier = tokens.count - 1
    let difference = largestDifference(whole.logits[0].prefix(earlier), other.logits[0].prefix(earlier))
    return finding(
      "causality", difference, whole, "editing the last token moves earlier logits by up to \(rounded(difference))")
  }

  private func forest(_ whole: Pass) throws -> Finding {
    guard program.isCausal else {
      return Finding(name: "forest", status: .skipped, detail: "the program is not causal: prefixes cannot be shared")
    }
    let half = tokens.count / 2
    let sequences = [
      tokens, Array(tokens.prefix(half)) + tokens.suffix(1), Array(tokens.prefix(half)), Array(tokens.dropFirst()),
    ]
    let shared = try logits(of: sequences)
    var difference = 0.0
    for (index, sequence) in sequences.enumerated() {
      let alone = try logits(of: [sequence])
      difference = max(difference, largestDifference(shared.logits[index][...], alone.logits[0][...]))
    }
    return finding("forest", difference, whole, "shared prefixes move logits by up to \(rounded(difference))")
  }

  private func tokenByToken(_ whole: Pass) throws -> Finding {
    let pass = try ForwardPass(model, programs: [program], engine: engine)
    let head = OutputHead(model, engine: engine)
    let states = SequenceStates(program, of: model)
    var difference = 0.0
    for (position, token) in tokens.enumerated() {
      let forest = TokenForest([[token]], sharesPrefixes: false)
      guard let readout = pass.step(forest, rows: [0], states: states) else { break }
      let logits = head.logits(hidden: readout.hidden)
      difference = max(difference, largestDifference([whole.logits[0][position]], logits[...]))
    }
    return finding(
      "token by token", difference, whole, "feeding one token at a time moves logits by up to \(rounded(difference))")
  }

  private func finding(_ name: String, _ difference: Double, _ whole: Pass, _ detail: String) -> Finding {
    let limit = Self.tolerance * max(1, whole.largest)
    return Finding(
      name: name, status: difference <= limit ? .pass : .fail, detail: "\(detail) (limit \(rounded(limit)))")
  }

  private func largestDifference(_ a: ArraySlice<[Float]>, _ b: ArraySlice<[Float]>) -> Double {
    zip(a, b).reduce(0) { largest, rows in
      zip(rows.0, rows.1).reduce(largest) {
        let difference = abs(Double($1.0) - Double($1.1))
        return difference.isNaN ? .infinity : max($0, difference)
      }
    }
  }

  /// Three significant digits.
  private func rounded(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return "\(value)" }
    var scale = 1.0
    var magnitude = abs(value)
    while magnitude >= 1000 { (magnitude, scale) = (magnitude / 10, scale / 10) }
    while magnitude < 100 { (magnitude, scale) = (magnitude * 10, scale * 10) }
    return "\((value * scale).rounded() / scale)"
  }
}

/// One layer applied once: the unit of a depth program.
///
/// The running hidden state is h, the injection source is e, both [tokens, C]. An application does, in this order: the
/// steps `before`, `h ← LN0(h)` if `inputNorm`, the layer (`h ← h + TimeMix(LN1 h)`, `h ← h + ChannelMix(LN2 h)`), and
/// the steps `after`.
public struct LayerApplication: Sendable, Hashable {
  /// Where in the program an application stands.
  public enum Stage: Sendable, Hashable {
    /// Before the recurrent core.
    case prelude
    /// In a recurrent group, in one of its loops; both from 0.
    case group(Int, loop: Int)
    /// After the recurrent core.
    case coda
    /// In a program without recurrence.
    case plain
  }

  /// What happens to h and e around a layer.
  public enum Step: Sendable, Hashable {
    /// e ← h
    case rememberSource
    /// h ← 0
    case zeroHidden
    /// h ← h + e
    case add
    /// h ← W [e; h] (+ b), optionally with both halves layer-normed first (no weights).
    case concat(ConcatWeights, normed: Bool)
    /// h ← LN(h) with `groups.{g}.norm.*`.
    case groupNorm(Int)
  }

  /// The tensors of a concatenation.
  public enum ConcatWeights: Sendable, Hashable {
    /// `groups.{g}.inject.weight`
    case group(Int)
    /// `input_injection_adapter.{weight,bias}`
    case shared
  }

  /// What an application does with v_first.
  public enum ValueResidual: Sendable, Hashable {
    /// Uses its own value vectors, which become v_first.
    case capture
    /// Uses its own value vectors and leaves v_first alone.
    case own
    /// Mixes its value vectors towards v_first (zeros if nothing was captured).
    case mix
  }

  /// Layer of the checkpoint, from 0.
  public var layer: Int
  /// Place in the program.
  public var stage: Stage
  /// Steps before the layer.
  public var before: [Step] = []
  /// Whether the layer's own ln0 is applied to h first.
  public var inputNorm = false
  /// Use of v_first.
  public var valueResidual: ValueResidual
  /// Whether the steps `add` and `concat` in `after` are applied to v_first too.
  public var combinesFirstValue = false
  /// Steps after the layer.
  public var after: [Step] = []
  /// Slot whose sequence-wise state (WKV state and token shifts) it continues from and leaves behind; nil: it starts
  /// from zeros.
  public var stateSlot: Int?

  /// The recurrent group, from 0; nil outside the core.
  public var group: Int? { if case .group(let group, _) = stage { group } else { nil } }
  /// The loop of that group, from 0; nil outside the core.
  public var loop: Int? { if case .group(_, let loop) = stage { loop } else { nil } }

  /// A line that tells all of it, the same for equal applications.
  public var description: String {
    let place =
      switch stage {
      case .prelude: "prelude"
      case .group(let group, let loop): "group \(group) loop \(loop)"
      case .coda: "coda"
      case .plain: "plain"
      }
    var parts = ["layer \(layer)", place]
    if !before.isEmpty { parts.append("before: " + before.map(\.description).joined(separator: ", ")) }
    if inputNorm { parts.append("ln0") }
    parts.append("v_first: \(valueResidual)" + (combinesFirstValue ? " combined" : ""))
    if !after.isEmpty { parts.append("after: " + after.map(\.description).joined(separator: ", ")) }
    parts.append(stateSlot.map { "state: slot \($0)" } ?? "state: zero")
    return parts.joined(separator: "; ")
  }
}

extension LayerApplication.Step {
  var description: String {
    switch self {
    case .rememberSource: "e = h"
    case .zeroHidden: "h = 0"
    case .add: "h = h + e"
    case .concat(.group(let group), let normed): "h = groups.\(group).inject [e; h]" + (normed ? " normed" : "")
    case .concat(.shared, let normed): "h = input_injection_adapter [e; h]" + (normed ? " normed" : "")
    case .groupNorm(let group): "h = groups.\(group).norm(h)"
    }
  }
}

/// The order of layer applications as people write it: repeated terms with an exponent.
struct ApplicationOrder {
  let text: String

  init(_ applications: [LayerApplication]) {
    var terms: [String] = []
    var index = 0
    let layers = applications.map(\.layer)
    while index < layers.count {
      let (length, times) = Self.repetition(in: layers, at: index)
      let term = layers[index..<(index + length)].map(String.init).joined(separator: " ")
      let isRun = length > 1 && times > 1
      terms.append((isRun ? "(\(term))" : term) + (times > 1 ? Self.superscript(times) : ""))
      index += length * times
    }
    if terms.count > 24 { terms.replaceSubrange(12..<(terms.count - 11), with: ["…"]) }
    text = terms.joined(separator: " ")
  }

  /// The term at an index whose immediate repetitions cover the most applications, the shortest of equals; a single
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

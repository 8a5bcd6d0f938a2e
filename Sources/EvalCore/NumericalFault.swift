/// The place where a forward pass stopped producing meaningful numbers.
public struct NumericalFault: Sendable, Hashable, Codable {
  /// What was seen there.
  public enum Kind: String, Sendable, Hashable, Codable {
    /// NaN or infinity in the hidden state.
    case nonFinite = "non_finite"
    /// The variance inside a layer norm overflowed to infinity: the norm then returns its bias alone, and logits stay
    /// finite, equal for every prompt, and wrong.
    case varianceOverflow = "variance_overflow"
    /// The hidden states were finite but a logit was not.
    case nonFiniteLogits = "non_finite_logits"
  }

  /// What was seen.
  public let kind: Kind
  /// Index of the layer application in the expanded depth program, from 0; nil when it was after the last one.
  public let application: Int?
  /// Layer of the checkpoint whose weights were applied, from 0.
  public let layer: Int?
  /// Recurrent group, from 0; nil in a prelude or coda.
  public let group: Int?
  /// Loop (iteration) of that group, from 0; nil in a prelude or coda.
  public let loop: Int?
  /// Position in the request's tokens, from 0, start token included.
  public let position: Int
  /// The first application with NaN or infinity on the request's path, where that came later than this fault.
  public let nonFiniteApplication: Int?

  /// A fault at an application and a token position.
  public init(
    kind: Kind, application: Int?, layer: Int?, group: Int?, loop: Int?, position: Int, nonFiniteApplication: Int? = nil
  ) {
    self.kind = kind
    self.application = application
    self.layer = layer
    self.group = group
    self.loop = loop
    self.position = position
    self.nonFiniteApplication = nonFiniteApplication
  }
}

extension NumericalFault: CustomStringConvertible {
  /// The fault as words, for example `NaN or infinity in the hidden state after layer application 158 (layer 3, group
  /// 3, loop 7) at token 12, counted from 0`.
  public var description: String {
    let parts = [layer.map { "layer \($0)" }, group.map { "group \($0)" }, loop.map { "loop \($0)" }].compactMap { $0 }
    let detail = parts.isEmpty ? "" : " (" + parts.joined(separator: ", ") + ")"
    let place = application.map { "layer application \($0)" + detail } ?? "the last layer application" + detail
    return "\(what) \(preposition) \(place) at token \(position), counted from 0"
  }

  private var what: String {
    switch kind {
    case .nonFinite: "NaN or infinity in the hidden state"
    case .varianceOverflow: "a layer norm's variance overflowed"
    case .nonFiniteLogits: "NaN or infinity in the logits"
    }
  }

  private var preposition: String { kind == .varianceOverflow && application != nil ? "in" : "after" }
}

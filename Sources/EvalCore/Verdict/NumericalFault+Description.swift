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

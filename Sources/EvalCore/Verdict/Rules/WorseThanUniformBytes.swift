/// SUSPECT: whole texts cost more than 8 bits a byte, as if the model knew less than nothing of them.
struct WorseThanUniformBytes: VerdictRule {
  func reason(in evidence: Evidence) -> VerdictReason? {
    let docs = evidence.outcomes.filter {
      $0.outputType == .loglikelihoodRolling && $0.prediction(at: evidence.readout) != .invalid
    }
    let bytes = docs.reduce(0) { $0 + ($1.bytes ?? 0) }
    let nats = docs.reduce(0) { $0 - $1.answers[evidence.readout].logprobs.reduce(0, +) }
    let bits = nats / naturalLogarithm(2) / Double(bytes)
    guard bytes > 0, bits > 8 else { return nil }
    return VerdictReason(
      rule: "worse_than_uniform_bytes", status: .suspect,
      message: "the texts cost \(bits.fixed(3)) bits a byte, more than the 8 of a model that finds all bytes equally "
        + "likely")
  }
}

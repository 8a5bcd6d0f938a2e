import EvalCore

/// Writes answers as JSON lines.
struct AnswerWriter {
  let readouts: [ReadoutDepth]

  /// One line: the fields of the deepest read-out, and with several loop counts a list of all read-outs.
  func line(_ answers: [Loglikelihood], logits: [[Float]]?) -> String {
    guard let deepest = answers.last, answers.count > 1 else {
      return "{\(answers.flatMap { fields($0, loops: nil, logits: logits?.first) }.joined(separator: ", "))}"
    }
    let entries = answers.indices.map {
      "{\(fields(answers[$0], loops: readouts[$0].loops, logits: logits?[$0]).joined(separator: ", "))}"
    }
    let all = fields(deepest, loops: nil, logits: nil) + ["\"readouts\": [\(entries.joined(separator: ", "))]"]
    return "{\(all.joined(separator: ", "))}"
  }

  private func fields(_ answer: Loglikelihood, loops: Int?, logits: [Float]?) -> [String] {
    var fields = loops.map { ["\"loops\": \($0)"] } ?? []
    fields.append("\"logprob\": \(answer.logprob.isFinite ? "\(answer.logprob)" : "null")")
    fields.append("\"is_greedy\": \(answer.isGreedy)")
    fields.append("\"tokens\": \(answer.tokenCount)")
    if let fault = answer.fault { fields.append("\"fault\": \(object(fault))") }
    if let logits {
      fields.append("\"logits\": [\(logits.map { $0.isFinite ? "\($0)" : "null" }.joined(separator: ", "))]")
    }
    return fields
  }

  private func object(_ fault: NumericalFault) -> String {
    let places: [(String, Int?)] = [
      ("application", fault.application), ("layer", fault.layer), ("group", fault.group), ("loop", fault.loop),
      ("position", fault.position), ("non_finite_application", fault.nonFiniteApplication),
    ]
    let fields = places.compactMap { name, value in value.map { "\"\(name)\": \($0)" } }
    return "{\((["\"kind\": \"\(fault.kind.rawValue)\""] + fields).joined(separator: ", "))}"
  }
}

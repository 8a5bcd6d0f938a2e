import EvalCore

/// Writes answers as JSON lines.
struct AnswerWriter {
  let readouts: [ReadoutDepth]

  /// One line: the answer's fields, or a list of read-outs where there are several loop counts.
  func line(_ answers: [Loglikelihood], logits: [[Float]]?) -> String {
    let objects = answers.indices.map { index in
      fields(answers[index], loops: readouts.count > 1 ? readouts[index].loops : nil, logits: logits?[index])
    }
    return objects.count == 1 ? objects[0] : "{\"readouts\": [\(objects.joined(separator: ", "))]}"
  }

  private func fields(_ answer: Loglikelihood, loops: Int?, logits: [Float]?) -> String {
    var fields = loops.map { ["\"loops\": \($0)"] } ?? []
    fields.append("\"logprob\": \(answer.logprob.isFinite ? "\(answer.logprob)" : "null")")
    fields.append("\"is_greedy\": \(answer.isGreedy)")
    fields.append("\"tokens\": \(answer.tokenCount)")
    if let fault = answer.fault { fields.append("\"fault\": \(object(fault))") }
    if let logits {
      fields.append("\"logits\": [\(logits.map { $0.isFinite ? "\($0)" : "null" }.joined(separator: ", "))]")
    }
    return "{\(fields.joined(separator: ", "))}"
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

import EvalCore
import PythonValues

/// Writes answers as JSON lines; what is not finite is null.
struct AnswerWriter {
  let readouts: [ReadoutDepth]

  /// One line: the fields of the deepest read-out, and with several loop counts a list of all read-outs.
  func line(_ answers: [Loglikelihood], logits: [[Float]]?) -> String {
    guard let deepest = answers.last else { return "{}" }
    guard answers.count > 1 else { return PythonJSON.line(.dictionary(fields(deepest, logits?.first))) }
    var all = fields(deepest, nil)
    all["readouts"] = .list(
      answers.indices.map { index in
        var entry: PythonValue.Dictionary = [:]
        entry["loops"] = readouts[index].loops.map(PythonValue.int)
        entry.merge(fields(answers[index], logits?[index]), uniquingKeysWith: { $1 })
        return .dictionary(entry)
      })
    return PythonJSON.line(.dictionary(all))
  }

  private func fields(_ answer: Loglikelihood, _ logits: [Float]?) -> PythonValue.Dictionary {
    var fields: PythonValue.Dictionary = [
      "logprob": number(answer.logprob), "is_greedy": .bool(answer.isGreedy), "tokens": .int(answer.tokenCount),
    ]
    if let fault = answer.fault { fields["fault"] = .dictionary(object(fault)) }
    // The digits of a float, not those of the double that it is.
    if let logits { fields["logits"] = .list(logits.map { number(Double("\($0)") ?? .nan) }) }
    return fields
  }

  private func number(_ number: Double) -> PythonValue { number.isFinite ? .double(number) : .none }

  private func object(_ fault: NumericalFault) -> PythonValue.Dictionary {
    var object: PythonValue.Dictionary = ["kind": .string(fault.kind.rawValue)]
    object["application"] = fault.application.map(PythonValue.int)
    object["layer"] = fault.layer.map(PythonValue.int)
    object["group"] = fault.group.map(PythonValue.int)
    object["loop"] = fault.loop.map(PythonValue.int)
    object["position"] = .int(fault.position)
    object["non_finite_application"] = fault.nonFiniteApplication.map(PythonValue.int)
    return object
  }
}

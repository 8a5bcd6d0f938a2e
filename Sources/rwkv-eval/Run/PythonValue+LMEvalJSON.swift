import EvalReport
import Jinja

extension LMEvalJSON {
  /// A value of a doc or a configuration as JSON.
  init(_ value: PythonValue) {
    self =
      switch value {
      case .none: .null
      case .bool(let flag): .bool(flag)
      case .int(let number): .integer(number)
      case .double(let number): .number(number)
      case .string(let text): .string(text)
      case .list(let items): .array(items.map { LMEvalJSON($0) })
      case .dictionary(let fields): .object(fields.map { LMEvalField($0.key, LMEvalJSON($0.value)) })
      }
  }
}

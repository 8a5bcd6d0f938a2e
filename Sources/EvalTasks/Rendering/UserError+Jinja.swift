internal import Console
internal import Jinja

extension UserError {
  /// An error in a template of a task.
  init(_ error: JinjaError, task: String, field: String) {
    self.init(
      error.message, task: task, field: "\(field), line \(error.line), column \(error.column)", remedy: error.remedy)
  }
}

import EvalTasks
import Foundation
import PythonValues

/// Writes every request of tasks as a line of JSON.
struct RequestWriter {
  /// A file, or `-` for standard output.
  let path: String

  /// The same for what writes.
  var output: ReportOutput { ReportOutput(path: path == "-" ? nil : path) }

  /// Writes `{"task", "doc_id", "idx", "context", "continuation"}` for every request, in the order of tasks and docs.
  func write(_ tasks: [RenderedTask]) throws {
    var text = ""
    for task in tasks {
      for doc in task.docs {
        for (index, arguments) in doc.arguments.enumerated() {
          text += line(task.configuration.name, doc.docID, index, arguments)
        }
      }
    }
    try output.write(text)
  }

  private func line(_ task: String, _ docID: Int, _ index: Int, _ arguments: [String]) -> String {
    // A rolling text comes after nothing.
    let (context, continuation) = arguments.count == 1 ? ("", arguments[0]) : (arguments[0], arguments[1])
    return PythonJSON.line(
      .dictionary([
        "task": .string(task), "doc_id": .int(docID), "idx": .int(index), "context": .string(context),
        "continuation": .string(continuation),
      ])) + "\n"
  }
}

import EvalTasks
import PythonValues

/// Renders docs with a small task.
struct SmallDocs {
  let task: TaskConfiguration
  let docs: [Doc]

  /// A task from the lines of its YAML that follow data set and split.
  init(_ yaml: String, _ docs: [Doc]) throws {
    let text = "task: small\ndataset_path: json\ntest_split: test\n" + yaml
    task = try SmallTasks(["task.yaml": text]).load("small")[0].tasks[0]
    self.docs = docs
  }

  /// The doc of an index, with the docs of other indices as examples.
  func rendered(_ index: Int = 0, examples: [Int] = []) throws -> RenderedDoc {
    let renderer = try DocRenderer(task, docs: docs)
    return try renderer.render(docs[index], docID: index, examples: try examples.map { try renderer.example(docs[$0]) })
  }

  /// The arguments of all requests of a doc.
  func arguments(_ index: Int = 0, examples: [Int] = []) throws -> [[String]] {
    try rendered(index, examples: examples).arguments
  }

  /// The text of the error of rendering.
  func message(_ index: Int = 0, examples: [Int] = []) -> String? {
    do {
      _ = try rendered(index, examples: examples)
      return nil
    } catch {
      return "\(error)"
    }
  }
}

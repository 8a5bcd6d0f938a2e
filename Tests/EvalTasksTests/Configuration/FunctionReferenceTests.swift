import Foundation
import SharedFixtures
import Testing

@testable import EvalTasks

/// Python functions beside the YAML that names them.
@Suite struct FunctionReferenceTests {
  private static func bundled(_ name: String) throws -> String {
    try String(contentsOfFile: SharedFixtures.packageRoot + "/tasks/" + name, encoding: .utf8)
  }

  /// A folder with a task whose docs a function makes, and the function's file where there is one.
  private static func tasks(
    in folder: String, module: String = "utils", function: String = "process_docs", python: String?
  ) throws -> SmallTasks {
    var files = ["\(folder)/task.yaml": SmallTasks.task + "process_docs: !function \(module).\(function)\n"]
    files["\(folder)/\(module.replacing(".", with: "/")).py"] = python
    return try SmallTasks(files)
  }

  @Test(arguments: ["hellaswag", "mine", "gpqa"])
  func `a known file is its port in a folder of any name`(folder: String) throws {
    let task = try Self.tasks(in: folder, python: Self.bundled("hellaswag/utils.py")).load("small")[0].tasks[0]
    #expect(task.processDocs?.description == "hellaswag/utils.process_docs")
    #expect(task.processDocs?.native != nil)
  }

  @Test func `a known file under another name is its port too`() throws {
    let files = try Self.tasks(in: "mine", module: "code.own", python: Self.bundled("hellaswag/utils.py"))
    #expect(try files.load("small")[0].tasks[0].processDocs?.description == "hellaswag/utils.process_docs")
  }

  @Test func `wikitext's YAML is read in a folder of another name`() throws {
    let files = try SmallTasks([
      "roll/wikitext.yaml": Self.bundled("wikitext/wikitext.yaml"),
      "roll/preprocess_wikitext.py": Self.bundled("wikitext/preprocess_wikitext.py"),
    ])
    #expect(try files.load("wikitext")[0].tasks[0].processResults?.native != nil)
  }

  @Test func `without a file the folder's name tells`() throws {
    #expect(try Self.tasks(in: "hellaswag", python: nil).load("small")[0].tasks[0].processDocs?.native != nil)
    let message = try Self.tasks(in: "mine", python: nil).message("small")
    #expect(message?.contains("is the Python function mine/utils.process_docs, which is not supported") == true)
  }

  @Test func `a changed file is refused with its name, the function and the ways out`() throws {
    let changed = try Self.bundled("hellaswag/utils.py").replacing("capitalize()", with: "upper()")
    let message = try #require(try Self.tasks(in: "hellaswag", python: changed).message("small"))
    #expect(
      message.hasPrefix(
        "…/hellaswag/task.yaml:8: \"process_docs\" is process_docs of …/hellaswag/utils.py, which is not the file that "
          + "rwkv-eval has in Swift (SHA-256 "))
    #expect(message.contains("Restore lm-eval 0.4.13's utils.py; or remove utils.py"))
  }

  @Test func `a file that nobody ported, and a function of a known one without a port, are not supported`() throws {
    let own = try Self.tasks(in: "mine", python: "def process_docs(docs):\n    return docs\n").message("small")
    #expect(own?.contains("is the Python function mine/utils.process_docs, which is not supported") == true)
    let files = try Self.tasks(in: "mine", function: "cleaned", python: Self.bundled("hellaswag/utils.py"))
    #expect(
      try files.message("small")?.contains("is the Python function hellaswag/utils.cleaned, which is not supported")
        == true)
  }

  @Test func `the file beside an included YAML counts, not that beside the one that includes it`() throws {
    let files = try SmallTasks([
      "base/utils.py": Self.bundled("hellaswag/utils.py"), "mine/utils.py": "x = 1\n",
      "base/_base": SmallTasks.task + "process_docs: !function utils.process_docs\n",
      "mine/task.yaml": "include: ../base/_base\n",
    ])
    #expect(try files.load("small")[0].tasks[0].processDocs?.description == "hellaswag/utils.process_docs")
  }
}

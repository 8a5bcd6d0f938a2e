import FileWriters
import Foundation
import Testing

/// Prompts put to MMLU's docs, and to those of any task.
@Suite struct PromptsCommandTests {
  private let folder: TemporaryFolder
  /// The sample task and a prompt for it.
  private let task: String
  private let prompt: String

  init() throws {
    folder = try TemporaryFolder()
    task = try SampleTask.write(to: folder)
    prompt = try folder.write(
      """
      # Short.
      doc_to_text: "{{question}} "
      doc_to_choice: options
      doc_to_target: answer
      target_delimiter: "= "
      strip: whole
      """, to: "short.yaml")
  }

  @Test("run asks a task as a prompt says, keeps its name and digest, and resumes under no other")
  func run() throws {
    let lines = try Tool.output(["run", "--tasks", task, "--prompt", prompt, "--limit", "1", "--write-requests", "-"])
    let head = #"{"task": "colours", "doc_id": 0, "idx": "#
    let context = #", "context": "Colour of snow?", "continuation": "#
    #expect(lines == "\(head)0\(context)\"= white\"}\n\(head)1\(context)\"= black\"}\n")
    let run = ["run", "--tasks", task, "--model", "uniform", "--output", folder.path + "/run"]
    let result = try Tool.run(run + ["--prompt", prompt])
    #expect(result.diagnostics.contains("prompt: \(prompt)"), "\(result.diagnostics)")
    #expect(result.output.contains("prompt: \(prompt)"), "\(result.output)")
    let manifest = try String(contentsOfFile: folder.path + "/run/manifest.json", encoding: .utf8)
    #expect(manifest.contains(#""promptSHA256" : "\#(try sha256(of: prompt))""#), "\(manifest)")
    let other = try Tool.run(run)
    #expect(other.status == 2 && other.diagnostics.contains("prompt was"), "\(other.diagnostics)")
  }

  @Test("A variable that the docs lack is told with task, doc, file and key")
  func unknownVariable() throws {
    let result = try Tool.run(["run", "--tasks", task, "--prompt", "lm_eval", "--model", "uniform"])
    #expect(result.status == 2)
    #expect(result.diagnostics.contains("task colours, doc 0, "), "\(result.diagnostics)")
    #expect(result.diagnostics.contains(#"doc_to_text, line 2, column 6: "choices" is undefined. "#))
  }

  @Test("digest is over MMLU's contexts or those of tasks, as a run keeps it")
  func digest() throws {
    let digest = try Tool.output(["prompts", "digest", "--tasks", task, "--prompt", prompt])
    _ = try Tool.run(
      ["run", "--tasks", task, "--prompt", prompt, "--model", "uniform", "--output", folder.path + "/run"])
    let manifest = try String(contentsOfFile: folder.path + "/run/manifest.json", encoding: .utf8)
    #expect(manifest.contains(#""contextsSHA256" : "\#(digest.dropLast())""#))
    let mmlu = try Tool.output(["prompts", "digest", "--limit", "2", "--num-fewshot", "1"])
    // Recorded when MMLU still had a road of its own.
    #expect(mmlu == "a581a3b66f5988d8b6e8c6e40dc6a2a64c0b8c8236f88d1d113164bfdd73baad\n")
  }

  @Test("diff shows a doc of a task, chosen by name and row, under both prompts")
  func diffOfTask() throws {
    let other = try folder.write(
      "doc_to_text: question\ndoc_to_choice: options\ndoc_to_target: answer\n", to: "other.yaml")
    let text = try Tool.output(
      ["prompts", "diff", prompt, other, "--tasks", task, "--subject", "colours", "--doc", "0"])
    #expect(text.hasPrefix("doc 0 of colours, test split, 0-shot\n--- short ("), "\(text)")
    #expect(text.contains("\n-Colour of snow?\n+Colour of snow? \n"), "\(text)")
    #expect(
      text.contains("scored: \"= white\" \"= black\" (short)\nscored: \" white\" \" black\" (other)\n"), "\(text)")
    #expect(text.contains("tokens: short "), "\(text)")
  }

  @Test("diff takes a random doc of MMLU, the same one with the same seed")
  func randomDoc() throws {
    let arguments = ["prompts", "diff", "lm_eval", "recommended", "--seed"]
    let first = try Tool.output(arguments + ["7"])
    #expect(try Tool.output(arguments + ["7"]) == first)
    #expect(
      first.hasPrefix("doc 72 of linear_regression_in_context, test split, 0-shot (chosen by --seed 7)\n"),
      "\(first.prefix(80))")
    #expect(first.contains("\n+Assistant: The answer is\n"))
  }

  @Test(
    "What cannot be chosen is refused",
    arguments: [
      (["--doc", "0"], "--doc: is a row without a subject. Add --subject NAME."),
      (
        ["--subject", "modular_additon"],
        "--subject: there is no \"modular_additon\". Did you mean \"modular_addition\"?"
      ),
      (
        ["--subject", "modular_addition", "--doc", "100"],
        "--doc: modular_addition has no doc 100. Its docs are 0 to 99."
      ),
      (["--subject", "modular_addition", "--doc", "-1"], "--doc: modular_addition has no doc -1. Its docs are"),
      (["--split", "tset"], "--split tset: unknown. Use test, val or dev."),
      (["--data", "a", "--data", "b"], "--data is given 2 times. Give one place of MMLU, or add --tasks."),
    ])
  func refuses(_ arguments: [String], _ message: String) throws {
    let result = try Tool.run(["prompts", "diff", "lm_eval", "recommended"] + arguments)
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(result.diagnostics.contains(message), "\(result.diagnostics)")
  }

  @Test("--subjects chooses among MMLU's alone")
  func subjectsOfTasks() throws {
    let result = try Tool.run(["prompts", "digest", "--tasks", task, "--subjects", "a"])
    #expect(result.status == 2)
    #expect(
      result.diagnostics.contains("--subjects chooses among MMLU's, and --tasks names tasks. Leave one of them out."))
  }

  private func sha256(of path: String) throws -> String {
    let result = try Tool.run(script: "sha256sum \(path)")
    return String(result.output.prefix(64))
  }
}

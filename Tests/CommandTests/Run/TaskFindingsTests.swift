import FileWriters
import Foundation
import Testing

/// What `run` finds in a task's docs and says before it scores: on standard error, in the verdict, and again by `report`.
@Suite struct TaskFindingsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Runs the task of `SampleTask` with other docs, on log-likelihoods that are all alike, into a folder.
  private func run(
    _ yaml: String = SampleTask.yaml, docs: String = SampleTask.docs, _ arguments: String...
  ) throws -> ToolResult {
    let task = try SampleTask.write(to: folder, yaml: yaml, docs: docs)
    return try Tool.run(
      ["run", "--tasks", task, "--model", "uniform", "--output", folder.path + "/run"] + arguments)
  }

  private func report() throws -> String {
    let result = try Tool.run(["report", folder.path + "/run"])
    return result.output
  }

  @Test(
    "Docs among their own few-shot examples are counted before scoring, in the manifest, the verdict and the report")
  func ownExamples() throws {
    let result = try run(SampleTask.yaml + "fewshot_config: {sampler: first_n}\n", "--num-fewshot", "2")
    let note = "note: 2 of 3 docs of colours are among their own few-shot examples"
    #expect(result.status == 0 || result.status == 3, "\(result.diagnostics)")
    #expect(result.diagnostics.contains(note), "\(result.diagnostics)")
    #expect(
      result.diagnostics.contains("the first is colours doc 0, whose examples come from the evaluated split \"test\""))
    let words = "2 of 3 docs (66.7 %) are among their own few-shot examples"
    #expect(result.output.contains(words))
    #expect(try report().contains(words))
    let manifest = try String(contentsOfFile: folder.path + "/run/manifest.json", encoding: .utf8)
    #expect(manifest.contains(#""ownExamples" : 2"#), "\(manifest)")
  }

  @Test("Without few-shot examples, and with those of another split, nothing is said")
  func noOwnExamples() throws {
    try folder.write(#"{"question": "Sky?", "options": ["blue", "red"], "answer": 0}"# + "\n", to: "train.jsonl")
    let yaml = SampleTask.yaml("test: colours.jsonl", to: "test: colours.jsonl\n    train: train.jsonl")
    let result = try run(yaml + "training_split: train\n", "--num-fewshot", "1")
    #expect(!result.diagnostics.contains("own few-shot"))
    #expect(!result.output.contains("own few-shot"))
  }

  @Test("MMLU's dev file that holds docs of the test file is found as well")
  func mmlu() throws {
    try folder.write(goodRows, to: "data/test/anatomy_test.csv")
    try folder.write(goodRows, to: "data/dev/anatomy_dev.csv")
    let arguments = ["mmlu", "--model", "uniform", "--data", folder.path + "/data", "--num-fewshot", "1"]
    let result = try Tool.run(arguments + ["--output", folder.path + "/run"])
    #expect(
      result.diagnostics.contains(
        "note: 1 of 2 docs of mmlu_anatomy are among their own few-shot examples, with their answers; the first is "
          + "mmlu_anatomy doc 0, whose examples come from the split \"dev\", which holds it too"),
      "\(result.diagnostics)")
    #expect(result.output.contains("1 of 2 docs (50.0 %) are among their own few-shot examples"))
    #expect(try report().contains("1 of 2 docs (50.0 %) are among their own few-shot examples"))
  }

  @Test("A split without labels is INVALID in words", arguments: [-1, 2])
  func noLabels(label: Int) throws {
    let docs = (0..<4).map { #"{"question": "Q\#($0)?", "options": ["white", "black"], "answer": \#(label)}"# + "\n" }
    let result = try run(docs: docs.joined())
    #expect(result.status == 3)
    #expect(
      result.diagnostics.contains(
        "note: 4 of 4 docs of colours have no right answer and count as wrong, as in lm-eval; the first is colours doc 0, whose "
          + "answer \"\(label)\" is neither the text nor the index of one of its 2 choices"),
      "\(result.diagnostics)")
    let words = "4 of 4 docs (100.0 %) have no right answer"
    #expect(result.output.contains(words))
    #expect(try report().contains(words))
  }

  @Test("A text of digits is not the index of a choice")
  func digits() throws {
    let docs = SampleTask.docs.replacing("\"answer\": 0", with: "\"answer\": \"0\"").replacing(
      "\"answer\": 1", with: "\"answer\": \"black\"")
    let result = try run(docs: docs)
    #expect(result.output.contains("2 of 3 docs (66.7 %) have no right answer"))
    #expect(result.diagnostics.contains("the first is colours doc 0, whose answer \"0\""))
  }

  @Test("Docs with several right answers have one")
  func several() throws {
    let docs = SampleTask.docs.replacing("\"answer\": 0", with: "\"answer\": [0, 1]").replacing(
      "\"answer\": 1}", with: "\"answer\": [1, 7]}")
    let result = try run(docs: docs)
    #expect(!result.diagnostics.contains("no right answer"))
    #expect(!result.output.contains("no right answer"))
  }

  @Test("A number of few-shot examples that the task's file forbids is said to be unused")
  func unusedShots() throws {
    let result = try run(SampleTask.yaml + "num_fewshot: 0\n", "--num-fewshot", "3")
    #expect(
      result.diagnostics.contains(
        "note: --num-fewshot 3 is not used for colours, which its file sets to num_fewshot: 0"),
      "\(result.diagnostics)")
    let zero = try Tool.run(["tasks", "validate", folder.path + "/colours.yaml", "--num-fewshot", "0"])
    #expect(!zero.diagnostics.contains("not used"))
  }

  @Test("Empty texts have log-likelihood 0, one word and no bytes, without a model")
  func emptyTexts() throws {
    let pages = ["", "red and blue", ""].map { #"{"page": "\#($0)"}"# + "\n" }
    try folder.write(pages.joined(), to: "pages.jsonl")
    let task = try folder.write(
      """
      task: pages
      dataset_path: json
      dataset_kwargs: {data_files: {test: pages.jsonl}}
      test_split: test
      output_type: loglikelihood_rolling
      doc_to_text: ""
      doc_to_target: "{{page}}"
      """, to: "pages.yaml")
    let answers = try folder.write(
      #"{"context": "", "continuation": "red and blue", "logprob": -24.0, "is_greedy": false}"#, to: "answers.jsonl")
    let json = try Tool.output(["run", "--tasks", task, "--model", "answers:" + answers, "--format", "json"])
    // e^(24 / 5) a word, 24 / 12 / ln 2 bits a byte.
    #expect(json.contains(#""word_perplexity,none": 121.510417518734"#), "\(json)")
    #expect(json.contains(#""bits_per_byte,none": 2.885390081777926"#), "\(json)")
    let run = folder.path + "/pages"
    let scored = try Tool.run(["run", "--tasks", task, "--model", "demo", "--loops", "8,16", "--output", run])
    #expect(scored.status == 0, "\(scored.diagnostics)")
    let outcomes = try String(contentsOfFile: run + "/outcomes.jsonl", encoding: .utf8).split(separator: "\n")
    #expect(outcomes.count == 3)
    #expect(outcomes[0].contains(#""bytes":0"#) && outcomes[0].contains(#""words":1"#))
    #expect(outcomes[0].contains(#""loops":16,"#) && outcomes[0].contains(#""logprobs":[0]"#), "\(outcomes[0])")
  }
}

import EvalCore
import EvalTasks
import PythonValues
import Testing

@Suite struct TaskConfigurationTests {
  @Test("What a task does not say is as in lm-eval")
  func defaults() throws {
    let task = try SmallTasks.task("")
    #expect(task.name == "small")
    #expect(task.alias == nil)
    #expect(task.outputType == .multipleChoice)
    #expect(task.description == "")
    #expect(task.targetDelimiter == " ")
    #expect(task.fewShotDelimiter == "\n\n")
    #expect(task.genPrefix == nil)
    #expect(task.metrics == nil)
    #expect(task.filter == "none")
    #expect(task.version == nil)
    #expect(task.splits.evaluated == "test")
    #expect(task.fewShot.sampler == .random)
    #expect(task.shots(requested: nil) == 0)
    #expect(task.shots(requested: 5) == 5)
  }

  @Test("Every key arrives")
  func all() throws {
    let task = try SmallTasks.task(
      """
      task_alias: Small
      tag: [a, b]
      dataset_name: sub
      dataset_kwargs: {data_files: {test: x.jsonl}}
      training_split: train
      validation_split: dev
      description: "About {{x}}"
      target_delimiter: ""
      fewshot_delimiter: "\\n"
      num_fewshot: 3
      metric_list:
        - metric: acc
        - metric: f1
          aggregation: f1
          higher_is_better: true
          average: macro
      generation_kwargs: {until: []}
      repeats: 2
      filter_list: [{name: first, filter: [{function: take_first}]}]
      should_decontaminate: true
      doc_to_decontamination_query: x
      gen_prefix: "So:"
      unsafe_code: false
      metadata: {version: 1.5}

      """)
    #expect(task.alias == "Small")
    #expect(task.tags == ["a", "b"])
    #expect(task.dataset.path == "json")
    #expect(task.dataset.line == 2)
    #expect(task.dataset.name == "sub")
    #expect(task.dataset.keywords == ["data_files": .dictionary(["test": .string("x.jsonl")])])
    #expect(task.splits == TaskSplits(training: "train", validation: "dev", test: "test"))
    #expect(task.splits.fewShotFallback == "train")
    #expect(task.targetDelimiter == "")
    #expect(task.shots(requested: nil) == 3)
    #expect(task.shots(requested: 1) == 1)
    #expect(task.metrics?.map(\.metric) == [.builtIn("acc"), .builtIn("f1")])
    #expect(task.metrics?[1].aggregation == .builtIn("f1"))
    #expect(task.metrics?[1].higherIsBetter == true)
    #expect(task.metrics?[1].keywords == ["average": .string("macro")])
    #expect(task.metrics?[1].line == 20)
    #expect(task.filter == "first")
    #expect(task.genPrefix == "So:")
    #expect(task.version == .double(1.5))
    #expect(task.source["repeats"] == .int(2))
  }

  @Test("A task that says zero examples stays at zero")
  func noShots() throws { #expect(try SmallTasks.task("num_fewshot: 0\n").shots(requested: 5) == 0) }

  @Test("null is the same as nothing")
  func null() throws {
    let task = try SmallTasks.task("num_fewshot: null\nmetric_list: ~\nprocess_docs:\nuse_prompt: null\n")
    #expect(task.numFewshot == nil)
    #expect(task.processDocs == nil)
  }

  @Test("A choice may be a mapping, of which the values count")
  func mapping() throws {
    let yaml = SmallTasks.task.replacing("[yes it is, no]", with: "{a: first, b: second}")
    let task = try SmallTasks(["t.yaml": yaml]).load("small")[0].tasks[0]
    guard case .list(let items) = task.docToChoice?.form else { return #expect(Bool(false)) }
    #expect(items == [.string("first"), .string("second")])
  }

  @Test(
    "What cannot be honoured names file, line and remedy",
    arguments: [
      ("doc_to_choise: x", "unknown key \"doc_to_choise\". Did you mean \"doc_to_choice\"?"),
      ("doc_to_image: x", "\"doc_to_image\" is not supported. Only tasks of text can be evaluated."),
      ("doc_to_audio: x", "\"doc_to_audio\" is not supported. Only tasks of text"),
      ("class: !function t.T", "\"class\" is not supported. The task is a Python class"),
      ("custom_dataset: !function d.d", "\"custom_dataset\" is not supported. Python makes the data"),
      ("use_prompt: \"promptsource:*\"", "\"use_prompt\" is not supported. Write promptsource's template"),
      ("unsafe_code: true", "\"unsafe_code\" is not supported. No code"),
      ("process_docs: utils.f", "the value of \"process_docs\" is a text, and not a function. Write !function"),
      ("process_docs: !function f", "\"f\" after !function names no function. Write module.function"),
      ("num_fewshot: many", "the value of \"num_fewshot\" is a text, and not a whole number from 0 on."),
      ("num_fewshot: -1", "the value of \"num_fewshot\" is a whole number, and not a whole number from 0 on."),
      ("target_delimiter: 1", "the value of \"target_delimiter\" is a whole number, and not a text. Put it in quotes."),
      ("dataset_name: no", "the value of \"dataset_name\" is a boolean, and not a text. Put it in quotes."),
      ("dataset_kwargs: x", "the value of \"dataset_kwargs\" is a text, and not a mapping."),
      ("metric_list: acc", "metric_list is a text, and not a list. Begin each entry with \"- metric:\"."),
      ("metric_list: [acc]", "an entry of metric_list has no metric."),
      ("metric_list: [{metric: 1}]", "\"metric\" is a whole number."),
      ("metric_list: [{metric: acc, higher_is_better: up}]", "\"higher_is_better\" is a text. Write true or false."),
      ("filter_list: [{name: a, filter: [{function: regex}]}]", "this filter_list is not supported."),
      ("fewshot_config: x", "fewshot_config is not a mapping."),
      ("tag: [1]", "the value of \"tag\" is a whole number, and not a text."),
    ])
  func unsupported(line: String, expected: String) throws {
    let message = try SmallTasks.message(line + "\n")
    #expect(message?.hasPrefix("…/task.yaml:8: \(expected)") == true, "\(message ?? "no error")")
  }

  @Test("A function that is not there in Swift is named with its folder")
  func function() throws {
    let tasks = try SmallTasks(["some/t.yaml": SmallTasks.task + "process_docs: !function utils.clean\n"])
    #expect(
      try tasks.message("small")
        == "…/some/t.yaml:8: \"process_docs\" is the Python function some/utils.clean, which is not supported. "
        + "Say it as a template or a column, or run the task with lm-eval.")
  }

  @Test(
    "A value that replaces a key's own is checked too",
    arguments: [
      (
        "output_type: multiple_choice", "output_type: generate_until",
        "…/t.yaml:4: output_type generate_until is not supported."
      ),
      (
        "output_type: multiple_choice", "output_type: multiple",
        "\"multiple\" is no output_type. Did you mean \"multiple_choice\"?"
      ),
      ("output_type: multiple_choice", "", "…/t.yaml: there is no output_type, which means generate_until"),
      ("test_split: test", "", "…/t.yaml: there is neither test_split nor validation_split."),
      ("dataset_path: json", "", "…/t.yaml: the key \"dataset_path\" is missing. Add it."),
      ("doc_to_choice: [yes it is, no]", "", "…/t.yaml: the key \"doc_to_choice\" is missing."),
      ("doc_to_target: answer", "doc_to_target: 1.5", "…/t.yaml:7: the value of \"doc_to_target\" is a number."),
      ("doc_to_target: answer", "doc_to_target: {a: b}", "the value of \"doc_to_target\" is a mapping."),
      ("doc_to_choice: [yes it is, no]", "doc_to_choice: 3", "the value of \"doc_to_choice\" is a whole number."),
      ("doc_to_text: \"{{question}}\"", "doc_to_text: [a]", "the value of \"doc_to_text\" is a list."),
      (
        "doc_to_text: \"{{question}}\"", "doc_to_text: {{question}}",
        "…/t.yaml:5: a key is not a text. Write a name before the colon, and put a text with {{ }} in quotes."
      ),
    ])
  func replaced(old: String, new: String, expected: String) throws {
    let tasks = try SmallTasks(["t.yaml": SmallTasks.task.replacing(old, with: new)])
    let message = try tasks.message("small")
    #expect(message?.contains(expected) == true, "\(message ?? "no error")")
  }
}

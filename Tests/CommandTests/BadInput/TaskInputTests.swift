import FileWriters
import Testing

@Suite struct TaskInputTests {
  private static func task(
    _ name: String, _ line: String, to other: String, docs: String = SampleTask.docs, place: String, problem: String,
    remedy: String
  ) -> BadInput {
    BadInput(name, place: place, problem: problem, remedy: remedy) { folder in
      [
        "run", "--tasks", try SampleTask.write(to: folder, yaml: SampleTask.yaml(line, to: other), docs: docs),
        "--write-requests", "-",
      ]
    }
  }

  static let tasks = [
    task(
      "a misspelt key", "doc_to_choice", to: "doc_to_choices", place: "colours.yaml:9", problem: "doc_to_choices",
      remedy: "Did you mean \"doc_to_choice\"?"),
    task(
      "a function without a Swift form", "doc_to_target: answer", to: "doc_to_target: !function utils.gold",
      place: "colours.yaml", problem: "utils.gold", remedy: ""),
    task(
      "a task that generates text", "multiple_choice", to: "generate_until", place: "colours.yaml:7",
      problem: "generate_until", remedy: ""),
    task(
      "an undefined variable", "{{question.strip()}}", to: "{{query}}", place: "doc 0", problem: "query", remedy: ""),
    task("no choices", "\"{{options}}\"", to: "[]", place: "colours", problem: "choice", remedy: ""),
    task(
      "missing data", "colours.jsonl", to: "colors.jsonl", place: "colors.jsonl", problem: "no", remedy: "data_files"),
    task(
      "a split that is not there", "test_split: test", to: "test_split: dev", place: "colours", problem: "dev",
      remedy: ""),
    task(
      "an unknown metric", "acc_norm", to: "acc_nrom", place: "colours.yaml", problem: "acc_nrom", remedy: "acc_norm"),
    task(
      "a broken line of data", "acc_norm", to: "acc_norm", docs: SampleTask.docs + "{\"question\":\n",
      place: "colours.jsonl: line 4", problem: "a value is missing", remedy: "fetch it again"),
    BadInput("a file that includes itself", place: "colours.yaml", problem: "includes", remedy: "") { folder in
      ["run", "--tasks", try SampleTask.write(to: folder, yaml: "include: colours.yaml\n" + SampleTask.yaml)]
    },
    BadInput("one name in two files", place: "colours", problem: "all define", remedy: "Rename") { folder in
      _ = try SampleTask.write(to: folder)
      try folder.write(SampleTask.yaml, to: "more/colours.yaml")
      return ["run", "--tasks", "colours", "--include-path", folder.path]
    },
    BadInput("an unknown task", place: "hellaswga", problem: "no task, group or tag", remedy: "hellaswag") { _ in
      ["run", "--tasks", "hellaswga"]
    },
    BadInput("data that is not local", place: "hellaswag", problem: "Rowan/hellaswag", remedy: "--data") { _ in
      ["run", "--tasks", "hellaswag"]
    },
    BadInput("data of no task", place: "--data", problem: "colors", remedy: "colours") { folder in
      ["run", "--tasks", try SampleTask.write(to: folder), "--data", "colors=x.jsonl"]
    },
    BadInput(
      "two answers to one request", place: "answers.jsonl:4", problem: "another answer to the request of line 1",
      remedy: "Keep the one"
    ) { folder in
      let lines = ["-1", "-1.0", "\"nan\""].map {
        "{\"context\": \"a\", \"continuation\": \"b\", \"logprob\": \($0), \"is_greedy\": true}"
      }
      let answers = try folder.write("\(lines[0])\n\(lines[1])\n\n\(lines[2])\n", to: "answers.jsonl")
      return ["run", "--tasks", try SampleTask.write(to: folder), "--model", "answers:" + answers]
    },
    BadInput(
      "a key twice in an answer", place: "answers.jsonl:1", problem: "the key \"logprob\" is there twice", remedy: ""
    ) {
      folder in
      let answers = try folder.write(
        "{\"context\": \"a\", \"continuation\": \"b\", \"logprob\": 1, \"logprob\": 2, \"is_greedy\": true}",
        to: "answers.jsonl")
      return ["run", "--tasks", try SampleTask.write(to: folder), "--model", "answers:" + answers]
    },
    BadInput(
      "a choice that merges into the context", place: "task colours, doc 2, choice 1",
      problem: #""\n\n" merges into the last token of the context, which ends "Question: Colour of milk?\nAnswer.""#,
      remedy: "target_delimiter"
    ) { folder in
      let yaml = SampleTask.yaml("Answer:", to: "Answer.").replacing(
        "metric_list", with: "target_delimiter: \"\"\nmetric_list")
      let docs = SampleTask.docs.replacing("dark grey", with: "\\n\\n")
      return ["run", "--tasks", try SampleTask.write(to: folder, yaml: yaml, docs: docs), "--loops", "8"]
    },
    BadInput("two tasks of one file name", place: "\"a/b\" and \"a_b\"", problem: "samples_a_b_", remedy: "Rename") {
      folder in
      let files = try ["a/b", "a_b"].map {
        try folder.write(SampleTask.yaml("colours\n", to: $0 + "\n"), to: $0.replacing("/", with: "-") + ".yaml")
      }
      _ = try SampleTask.write(to: folder)
      return ["run", "--tasks", files.joined(separator: ","), "--model", "uniform", "--output", folder.path + "/run"]
    },
    BadInput("an answer that is not recorded", place: "answers.jsonl", problem: "no answer", remedy: "--write-requests")
    {
      folder in
      let answers = try folder.write("", to: "answers.jsonl")
      return ["run", "--tasks", try SampleTask.write(to: folder), "--model", "answers:" + answers]
    },
    BadInput("a bad answer file", place: "answers.jsonl:1", problem: "not an answer", remedy: "logprob") { folder in
      let answers = try folder.write("{\"context\": 1}\n", to: "answers.jsonl")
      return ["run", "--tasks", try SampleTask.write(to: folder), "--model", "answers:" + answers]
    },
    BadInput("a limit of nothing", place: "--limit", problem: "0", remedy: "") { folder in
      ["run", "--tasks", try SampleTask.write(to: folder), "--limit", "0"]
    },
  ]

  @Test("Tasks that cannot be evaluated are refused with place and remedy", arguments: tasks)
  func refused(input: BadInput) throws { try input.check() }
}

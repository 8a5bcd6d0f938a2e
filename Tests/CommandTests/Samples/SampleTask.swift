import FileWriters

/// A task of our own in a temporary folder.
enum SampleTask {
  static let yaml = """
    task: colours
    dataset_path: json
    dataset_kwargs:
      data_files:
        test: colours.jsonl
    test_split: test
    output_type: multiple_choice
    doc_to_text: "Question: {{question.strip()}}\\nAnswer:"
    doc_to_choice: "{{options}}"
    doc_to_target: answer
    metric_list:
      - metric: acc
      - metric: acc_norm
    metadata:
      version: 1.0

    """

  static let docs = """
    {"question": "Colour of snow? ", "options": ["white", "black"], "answer": 0}
    {"question": "Colour of coal?", "options": ["white", "black"], "answer": 1}
    {"question": "Colour of milk?", "options": ["white", "dark grey"], "answer": 0}

    """

  /// Writes the task and its data.
  ///
  /// - Returns: The path of the YAML file.
  static func write(
    to folder: TemporaryFolder, yaml: String = yaml, docs: String = docs
  ) throws -> String {
    try folder.write(docs, to: "colours.jsonl")
    return try folder.write(yaml, to: "colours.yaml")
  }

  /// The task's YAML with a line changed.
  static func yaml(_ line: String, to other: String) -> String { yaml.replacing(line, with: other) }
}

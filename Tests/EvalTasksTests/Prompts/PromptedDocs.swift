import EvalTasks
import Jinja
import OrderedCollections
import SharedFixtures
import PythonValues

/// Docs of MMLU under a prompt.
struct PromptedDocs {
  let task: TaskConfiguration

  /// A task with MMLU's columns, under a prompt.
  init(_ prompt: Prompt) throws {
    task = try Self.task.under(prompt)
  }

  /// Under a prompt of the file `p/mine.yaml`.
  init(yaml: String) throws { try self.init(Prompt(yaml: yaml, path: "p/mine.yaml")) }

  /// Under one of the project's own prompts.
  init(bundled name: String) throws { try self.init(Self.library.prompt(name)) }

  static let library = PromptLibrary(folders: [SharedFixtures.packageRoot + "/prompts"])

  /// The task as its file says; its own texts must not show under any prompt.
  static var task: TaskConfiguration {
    get throws {
      let yaml = """
        task: mmlu_made_up
        dataset_path: cais/mmlu
        dataset_name: made_up_subject
        test_split: test
        fewshot_split: dev
        output_type: multiple_choice
        description: "own description "
        doc_to_text: own text
        doc_to_choice: [own, choices]
        doc_to_target: 0
        target_delimiter: own
        fewshot_delimiter: own
        gen_prefix: own prefix
        fewshot_config:
          sampler: first_n
          doc_to_text: own example
          doc_to_choice: [own, examples]
          doc_to_target: 1
          target_delimiter: own
          fewshot_delimiter: own
          gen_prefix: own prefix

        """
      return try SmallTasks(["task.yaml": yaml]).load("mmlu_made_up")[0].tasks[0]
    }
  }

  /// A doc as the Hub has it.
  static func doc(_ question: String, _ choices: [String], _ answer: Int, subject: String = "made_up_subject") -> Doc {
    [
      "question": .string(question), "subject": .string(subject), "choices": .list(choices.map(PythonValue.string)),
      "answer": .int(answer),
    ]
  }

  /// The doc after examples.
  func rendered(_ doc: Doc, fewShot: [Doc] = []) throws -> RenderedDoc {
    let renderer = try DocRenderer(task, docs: [doc])
    return try renderer.render(doc, docID: 0, examples: fewShot.map { try renderer.example($0) })
  }

  /// The context of the doc after examples.
  func context(_ doc: Doc, fewShot: [Doc] = []) throws -> String { try rendered(doc, fewShot: fewShot).context }
}

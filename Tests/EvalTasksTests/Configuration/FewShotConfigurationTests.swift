import EvalTasks
import PythonValues
import Testing

@Suite struct FewShotConfigurationTests {
  private func split(_ fewShot: FewShotConfiguration) -> String? {
    guard case .split(let name, _) = fewShot.source else { return nil }
    return name
  }

  @Test("What fewshot_config does not say is the task's")
  func inherited() throws {
    let fewShot = try SmallTasks.task(
      "fewshot_split: dev\ntarget_delimiter: A\nfewshot_delimiter: B\ngen_prefix: C\nfewshot_config: {sampler: first_n}\n"
    ).fewShot
    #expect(fewShot.sampler == .firstN)
    #expect(split(fewShot) == "dev")
    #expect([fewShot.targetDelimiter, fewShot.fewShotDelimiter, fewShot.genPrefix] == ["A", "B", "C"])
    #expect(fewShot.docToText.key == "doc_to_text")
  }

  @Test("Its own keys win, and null takes a prefix away")
  func own() throws {
    let fewShot = try SmallTasks.task(
      """
      fewshot_split: dev
      gen_prefix: C
      fewshot_config:
        split: train
        doc_to_text: "{{q}}"
        doc_to_choice: null
        gen_prefix: null
        target_delimiter: X

      """
    ).fewShot
    #expect(split(fewShot) == "train")
    #expect(fewShot.docToText.key == "fewshot_config: doc_to_text")
    #expect(fewShot.docToText.line == 12)
    #expect(fewShot.docToTarget.key == "doc_to_target")
    #expect(fewShot.docToChoice == nil)
    #expect(fewShot.genPrefix == nil)
    #expect(fewShot.targetDelimiter == "X")
  }

  @Test(
    "Without a split it is the training, validation or test split",
    arguments: [
      ("training_split: train\nvalidation_split: dev", "train"), ("validation_split: dev", "dev"), ("", "test"),
    ])
  func fallback(lines: String, expected: String) throws {
    #expect(split(try SmallTasks.task(lines + "\n").fewShot) == expected)
  }

  @Test("Docs may stand in the file, and a split goes before them")
  func samples() throws {
    let lines = "fewshot_config:\n  samples: [{q: a, n: 1}, {q: b}]\n"
    guard case .samples(let docs) = try SmallTasks.task(lines).fewShot.source else { return #expect(Bool(false)) }
    #expect(docs == [["q": .string("a"), "n": .int(1)], ["q": .string("b")]])
    #expect(split(try SmallTasks.task("fewshot_split: dev\n" + lines).fewShot) == "dev")
  }

  @Test("The evaluated doc is left out of its examples where their split is the test split by name")
  func exclusion() throws {
    #expect(try SmallTasks.task("fewshot_split: test\n").fewShot.excludesEvaluatedDoc)
    #expect(try !SmallTasks.task("fewshot_split: dev\n").fewShot.excludesEvaluatedDoc)
    #expect(try !SmallTasks.task("").fewShot.excludesEvaluatedDoc)
    let yaml = SmallTasks.task.replacing("test_split: test", with: "validation_split: dev")
    #expect(try SmallTasks(["t.yaml": yaml]).load("small")[0].tasks[0].fewShot.excludesEvaluatedDoc)
  }

  @Test(
    "Mistakes name their line",
    arguments: [
      ("sampler: best", "9: \"best\" is no sampler. Known: default, first_n."),
      ("sampler: balanced", "9: the sampler \"balanced\" has no rule in lm-eval either. Use first_n or default"),
      ("sampler: firstn", "9: \"firstn\" is no sampler. Did you mean \"first_n\"?"),
      ("splt: x", "9: unknown key \"splt\". Did you mean \"split\"?"),
      ("fewshot_indices: [1]", "9: \"fewshot_indices\" is not supported. lm-eval 0.4.13 does not heed it either"),
      ("samples: x", "9: \"samples\" is a text, and not a list of docs."),
      ("samples: [x]", "9: an item of \"samples\" is a text, and not a doc."),
      ("samples: !function u.s", "9: \"samples\" is the Python function"),
    ])
  func errors(line: String, expected: String) throws {
    let message = try SmallTasks.message("fewshot_config:\n  \(line)\n")
    #expect(message?.hasPrefix("…/task.yaml:\(expected)") == true, "\(message ?? "no error")")
  }
}

import EvalCore
import EvalTasks
import PythonValues
import Testing

/// Prompts and hashes are those of lm-eval 0.4.13's `ConfigurableTask` for the same YAML and docs.
@Suite struct DocRendererTests {
  @Test("The index of the right context makes the choices contexts, and the target the continuation of them all")
  func severalContexts() throws {
    let small = try SmallDocs(
      """
      training_split: train
      output_type: multiple_choice
      description: "Desc {{topic}}:\\n"
      doc_to_text: "{{answer}}"
      doc_to_choice: "{{[sentence.split('_')[0] + a, sentence.split('_')[0] + b]}}"
      doc_to_target: "{{sentence.split('_')[1].strip()}}"
      metric_list:
        - metric: acc
        - metric: acc_mutual_info

      """,
      (0..<5).map { index in
        [
          "topic": .string("t"), "sentence": .string("The _ is \(index)."), "a": .string("x"), "b": .string("y'z"),
          "answer": .string("\(index % 2)"),
        ]
      })
    let doc = try small.rendered(1)
    #expect(
      doc.arguments == [
        ["Desc t:\nThe x", " is 1."], ["Desc t:\nThe y'z", " is 1."], ["", " The x"], ["", " The y'z"],
      ])
    #expect(doc.requests.count == 2)
    #expect(
      doc.unconditional.map { $0.request() } == [
        LoglikelihoodRequest(context: "", continuation: " The x"),
        LoglikelihoodRequest(context: "", continuation: " The y'z"),
      ])
    #expect(doc.gold == .choice(1))
    #expect(doc.target == "is 1.")
    #expect(doc.docHash.hasPrefix("4031268f1a5000d7"))
    #expect(doc.promptHash.hasPrefix("ddcc4e65c4da3f09"))
    #expect(doc.targetHash.hasPrefix("05947b8fec279951"))
    #expect(
      try small.arguments(1, examples: [0, 4])[1]
        == ["Desc t:\nThe x is 0.\n\nThe x is 4.\n\nThe y'z", " is 1."])
  }

  @Test("A list of targets is several right answers, and few-shot examples may have templates of their own")
  func severalAnswers() throws {
    let small = try SmallDocs(
      """
      output_type: multiple_choice
      doc_to_text: q
      doc_to_choice: opts
      doc_to_target: "{{golds}}"
      target_delimiter: ""
      fewshot_config:
        sampler: first_n
        doc_to_text: "FS {{q}}"
        doc_to_target: "{{opts[golds[0]]}}"
        target_delimiter: " => "
        fewshot_delimiter: "\\n---\\n"
      gen_prefix: "So:"

      """,
      (0..<5).map { index in
        [
          "q": .string("q\(index)?"), "opts": .list([.string("a"), .string("b"), .string("c")]),
          "golds": .list([.int(index % 3), .int((index + 1) % 4)]),
        ]
      })
    let doc = try small.rendered(1)
    #expect(doc.arguments == [["q1?So:", "a"], ["q1?So:", "b"], ["q1?So:", "c"]])
    #expect(doc.gold == .anyOf([1, 2]))
    #expect(doc.target == "[1, 2]")
    #expect(doc.targetHash.hasPrefix("3a316d6d3226f84c"))
    #expect(try small.rendered(2).gold == .anyOf([2]))
    #expect(
      try small.arguments(1, examples: [0, 1])[0] == ["FS q0? => So: a\n---\nFS q1? => So: b\n---\nq1?So:", "a"])
  }

  @Test("A prefix begins every answer, and a column may be the description")
  func prefix() throws {
    let small = try SmallDocs(
      """
      output_type: multiple_choice
      doc_to_text: "Q: {{q}}\\n"
      doc_to_choice: {x: "yes", y: "no"}
      doc_to_target: label
      gen_prefix: "The answer is {{q}} "
      description: topic

      """,
      (0..<5).map { ["q": .string("q\($0)"), "topic": .string("Topic \($0). "), "label": .bool($0 % 2 == 1)] })
    let doc = try small.rendered(1)
    #expect(doc.arguments == [" yes", " no"].map { ["Topic 1. Q: q1\nThe answer is q1 ", $0] })
    #expect(doc.gold == .choice(1))
    #expect(doc.target == "True")
    #expect(doc.docHash.hasPrefix("9b998bbf08205a8b"))
    #expect(
      try small.rendered(1, examples: [0, 4]).promptHash.hasPrefix("2bef30da358ac513"))
  }

  @Test("Between a text and a prefix without whitespace stands the delimiter")
  func prefixColumn() throws {
    let small = try SmallDocs(
      """
      output_type: multiple_choice
      doc_to_text: "Q: {{q}}"
      doc_to_choice: ["yes", "no"]
      doc_to_target: "{{ 'yes' if label else 'no' }}"
      gen_prefix: pre

      """,
      (0..<5).map { ["q": .string("q\($0)"), "pre": .string("A:"), "label": .bool($0 % 2 == 1)] })
    #expect(try small.rendered(1).gold == .choice(0))
    #expect(try small.arguments(1, examples: [0, 4])[0] == ["Q: q0 A: no\n\nQ: q4 A: no\n\nQ: q1 A:", " yes"])
  }

  @Test("A task without choices has one request, and no delimiter before its target")
  func loglikelihood() throws {
    let small = try SmallDocs(
      """
      output_type: loglikelihood
      doc_to_text: "{{t.split(' ')[:-1]|join(' ')}}"
      doc_to_target: "{{' '+t.split(' ')[-1]}}"
      description: "D "

      """,
      (0..<5).map { index in
        [
          "t": .string("a b c \(index)x"), "n": PythonValue.none, "f": .double(1.5), "e": .list([]),
          "o": .dictionary([:]), "z": .double(1e22),
        ]
      })
    let doc = try small.rendered(1)
    #expect(doc.arguments == [["D a b c", " 1x"]])
    #expect(doc.gold == .text(" 1x"))
    #expect(doc.docHash.hasPrefix("4ce02ea602743a45"))
    #expect(doc.choices.isEmpty)
    #expect(try small.arguments(1, examples: [0, 4]) == [["D a b c  0x\n\na b c  4x\n\na b c", " 1x"]])
  }

  @Test("A rolling task has its text, with the words and bytes that it is divided by")
  func rolling() throws {
    let small = try SmallDocs(
      "output_type: loglikelihood_rolling\ndoc_to_text: \"\"\ndoc_to_target: \"{{t}}\"\n",
      (0..<2).map { ["t": .string(" a  b\u{a0}c\n \($0)x ")] })
    let doc = try small.rendered(1, examples: [0])
    #expect(doc.arguments == [[" a  b\u{a0}c\n 1x "]])
    #expect(doc.requests.isEmpty)
    #expect(doc.rolling == RollingText(" a  b\u{a0}c\n 1x "))
    #expect(doc.promptHash.hasPrefix("e3fe1531fd509757"))
    #expect(doc.targetHash == doc.promptHash)
  }

  @Test("A text is a column by its name, an index by its digits, and a template otherwise")
  func forms() throws {
    let yaml = "output_type: multiple_choice\ndoc_to_text: q\ndoc_to_choice: [\"a\", \"b\"]\ndoc_to_target: "
    let doc: Doc = ["q": .string("{{literal}}"), "n": .int(1), "s": .string("b"), "d": .string("1")]
    for (target, gold, text) in [
      ("n", Gold.choice(1), "1"), ("\"{{n}}\"", .choice(1), "1"), ("d", .outOfRange, "1"),
      ("\"{{d}}\"", .choice(1), "1"), ("s", .choice(1), "b"),
      ("1", .choice(1), "1"), ("\"x\"", .outOfRange, "x"), ("\"{{n + 1}}\"", .outOfRange, "2"),
      ("\"-1\"", .outOfRange, "-1"), ("\"[x\"", .outOfRange, "[x"),
      ("\"[x]\"", .outOfRange, "[x]"), ("[0, 1]", .anyOf([0, 1]), "[0, 1]"), ("true", .choice(1), "1"),
    ] {
      let rendered = try SmallDocs(yaml + target + "\n", [doc]).rendered()
      #expect(rendered.gold == gold, "\(target)")
      #expect(rendered.target == text, "\(target)")
      #expect(rendered.requests.first?.context == "{{literal}}")
    }
  }

  @Test("An answer that is not there is out of range")
  func outOfRange() throws {
    let small = try SmallDocs(
      "output_type: multiple_choice\ndoc_to_text: q\ndoc_to_choice: [\"a\", \"b\"]\ndoc_to_target: label\n",
      [0, 1, 2, -1].map { ["q": .string("q"), "label": .int($0)] })
    #expect(try (0..<4).map { try small.rendered($0).gold } == [.choice(0), .choice(1), .outOfRange, .outOfRange])
  }

  @Test("A few-shot example without an answer is its question alone, and a negative index counts from the end")
  func exampleAnswers() throws {
    let yaml = "output_type: multiple_choice\ndoc_to_text: q\ndoc_to_choice: [\"a\", \"b\"]\ndoc_to_target: label\n"
    let labels: [PythonValue] = [.int(0), .int(-1), PythonValue.none, .string(""), .string("c"), .list([.string("d")])]
    let small = try SmallDocs(yaml, labels.map { ["q": .string("q"), "label": $0] })
    #expect(try small.arguments(0, examples: [1, 2, 3, 4, 5])[0] == ["q b\n\nqqq c\n\nq d\n\nq", " a"])
  }

  @Test("Texts of examples are rendered anew where the docs differ")
  func exampleTexts() throws {
    let yaml = "output_type: multiple_choice\ndoc_to_text: q\ndoc_to_choice: [\"a\", \"b\"]\ndoc_to_target: label\n"
    let small = try SmallDocs(yaml, (0..<3).map { ["q": .string("q\($0)"), "label": .int(0)] })
    var texts = ExampleTexts(try DocRenderer(small.task, docs: small.docs))
    #expect(try texts.texts(of: []) == [])
    #expect(try texts.texts(of: [small.docs[1]]) == ["q1 a\n\n"])
    #expect(try texts.texts(of: [small.docs[1]]) == ["q1 a\n\n"])
    #expect(try texts.texts(of: [small.docs[2], small.docs[1]]) == ["q2 a\n\n", "q1 a\n\n"])
  }
}

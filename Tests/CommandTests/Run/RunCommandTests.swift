import FileWriters
import Foundation
import Testing

@Suite struct RunCommandTests {
  @Test("Requests are written as lines of JSON, and nothing is scored")
  func requests() throws {
    let folder = try TemporaryFolder()
    let task = try SampleTask.write(to: folder)
    let lines = try Tool.output(["run", "--tasks", task, "--limit", "2", "--write-requests", "-"]).split(
      separator: "\n")
    #expect(
      lines == [
        #"{"task": "colours", "doc_id": 0, "idx": 0, "context": "Question: Colour of snow?\nAnswer:", "continuation": " white"}"#,
        #"{"task": "colours", "doc_id": 0, "idx": 1, "context": "Question: Colour of snow?\nAnswer:", "continuation": " black"}"#,
        #"{"task": "colours", "doc_id": 1, "idx": 0, "context": "Question: Colour of coal?\nAnswer:", "continuation": " white"}"#,
        #"{"task": "colours", "doc_id": 1, "idx": 1, "context": "Question: Colour of coal?\nAnswer:", "continuation": " black"}"#,
      ])
  }

  @Test("Recorded log-likelihoods give lm-eval's table, a verdict and lm-eval's files")
  func recorded() throws {
    let folder = try TemporaryFolder()
    let task = try SampleTask.write(to: folder)
    // "dark grey" is likelier than "white" only until its length is counted.
    let logprobs =
      [("snow", "white", -1.0), ("snow", "black", -2.0), ("coal", "white", -3.0), ("coal", "black", -1.5)]
      + [("milk", "white", -5.5), ("milk", "dark grey", -9.0)]
    let answers = logprobs.map { thing, colour, logprob in
      #"{"context": "Question: Colour of \#(thing)?\nAnswer:", "continuation": " \#(colour)", "logprob": \#(logprob), "is_greedy": false}"#
    }
    let file = try folder.write(answers.joined(separator: "\n"), to: "answers.jsonl")
    let run = folder.path + "/run"
    let text = try Tool.output(["run", "--tasks", task, "--model", "answers:" + file, "--output", run])
    #expect(text.contains("|colours|      1|none  |     0|acc     |↑  |1.0000|±  |0.0000|"))
    #expect(text.contains("|       |       |none  |     0|acc_norm|↑  |0.6667|±  |0.3333|"))
    #expect(text.contains("VALID") || text.contains("SUSPECT"))

    let names = try FileManager.default.contentsOfDirectory(atPath: run)
    let results = try #require(names.first { $0.hasPrefix("results_") && $0.hasSuffix(".json") })
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: run + "/" + results))) as? [String: Any])
    let metrics = try #require((json["results"] as? [String: [String: Any]])?["colours"])
    #expect(metrics["acc,none"] as? Double == 1)
    #expect(metrics["acc_norm,none"] as? Double == 2.0 / 3)
    let samples = try #require(names.first { $0.hasPrefix("samples_colours_") })
    let lines = try String(contentsOfFile: run + "/" + samples, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[2].contains(#""acc": 1.0, "acc_norm": 0.0"#))

    #expect(try Tool.output(["report", run]) == text)
  }

  @Test("A broken answer is INVALID and ends with exit code 3")
  func broken() throws {
    let folder = try TemporaryFolder()
    let task = try SampleTask.write(to: folder)
    let answers = ["snow", "coal", "milk"].flatMap { thing in
      ["white", "black", "dark grey"].map { colour in
        #"{"context": "Question: Colour of \#(thing)?\nAnswer:", "continuation": " \#(colour)", "logprob": "nan", "is_greedy": false}"#
      }
    }
    let file = try folder.write(answers.joined(separator: "\n"), to: "answers.jsonl")
    let text = try Tool.output(["run", "--tasks", task, "--model", "answers:" + file], status: 3)
    #expect(text.contains("INVALID"))
    let json = try Tool.output(["run", "--tasks", task, "--model", "answers:" + file, "--format", "json"], status: 3)
    #expect(json.contains(#""status": "INVALID""#))
  }

  @Test("A rolling task is scored on whole texts, and resumed where it was stopped")
  func rolling() throws {
    let folder = try TemporaryFolder()
    try folder.write(#"{"page": "red and blue"}"# + "\n" + #"{"page": "two  words"}"#, to: "pages.jsonl")
    let task = try folder.write(
      """
      task: pages
      dataset_path: json
      dataset_kwargs: {data_files: {test: pages.jsonl}}
      test_split: test
      output_type: loglikelihood_rolling
      doc_to_text: ""
      doc_to_target: "{{page}}"
      metric_list:
        - metric: word_perplexity
        - metric: byte_perplexity
        - metric: bits_per_byte
      """, to: "pages.yaml")
    let run = folder.path + "/run"
    let arguments = ["run", "--tasks", task, "--model", "demo", "--loops", "8", "--output", run, "--format", "json"]
    let first = try Tool.output(arguments)
    #expect(first.contains("word_perplexity,none") && first.contains("bits_per_byte,none"))
    let manifest = try String(contentsOfFile: run + "/manifest.json", encoding: .utf8)
    #expect(manifest.contains("pages"))
  }

  @Test("Every loop count has its column, its verdict and its files, the largest last, and they tell which it is")
  func loops() throws {
    let folder = try TemporaryFolder()
    let task = try SampleTask.write(to: folder)
    let run = folder.path + "/run"
    let text = try Tool.output(
      ["run", "--tasks", task, "--model", "demo", "--loops", "8,16", "--output", run, "--num-fewshot", "0"])
    let table = text.split(separator: "\n").filter { $0.hasPrefix("|") }.map { $0.split(separator: "|") }
    #expect(table.count == 4 && table.allSatisfy { $0.count == 5 } && table[2][0] == "colours", "\(text)")
    #expect(table[3][2].hasPrefix("acc_norm") && table[2][4].contains("±") && text.contains("verdict by loops: 8 "))
    let parts = try Tool.output(["report", run, "--format", "lm-eval"]).components(separatedBy: "\n16 loops: ")
    #expect(
      parts.count == 2 && parts.allSatisfy { $0.contains("|colours|") } && parts[0].contains("\n8 loops: "), "\(text)")
    #expect(!text.contains("Groups"))
    let names = try FileManager.default.contentsOfDirectory(atPath: run).sorted()
    let results = names.filter { $0.hasPrefix("results_") }
    #expect(results.count == 2 && names.filter { $0.hasPrefix("samples_colours_") }.count == 2)
    let files = try results.map { try String(contentsOfFile: run + "/" + $0, encoding: .utf8) }
    #expect(
      files[0].contains("\"model_name\": \"demo,loops=8,") && files[1].contains("\"model_name\": \"demo,loops=16,"))
    #expect(files[0].contains(",loops=8,groups=8,sharing=sequence,injection=add,precision=fp32,start_token=True,"))
    let json = try Tool.output(
      ["run", "--tasks", task, "--model", "demo", "--loops", "8,16", "--num-fewshot", "0", "--format", "json"])
    #expect(json.contains("\"readout\": \"8 loops\"") && json.contains("\"model_args\": \"path="))
    let exit = try Tool.output(
      ["run", "--tasks", task, "--model", "demo", "--loops", "8,16", "--exit", "entropy=0.3", "--format", "json"])
    #expect(!exit.contains("\"readouts\"") && exit.contains("exit=entropy < 0.3"))
  }

  @Test("Limit, shots and seed are kept and reported as they were, and ties are explained where they make a difference")
  func asAsked() throws {
    let folder = try TemporaryFolder()
    let task = try SampleTask.write(to: folder)
    let other = try folder.write(
      SampleTask.yaml("task: colours", to: "task: shots\nnum_fewshot: 2"), to: "shots.yaml")
    let run = folder.path + "/run"
    // Black and white are of one length, and so a tie for a model that only counts bytes.
    let text = try Tool.output(
      ["run", "--tasks", task + "," + other, "--model", "uniform", "--limit", "0.9", "--seed", "7", "--output", run])
    #expect(text.contains("limit: 0.9, num_fewshot: 0–2"))
    #expect(
      text.contains("Exact ties: acc counts one as its first choice, as lm-eval does; the verdict counts it as wrong."))
    #expect(text.contains("  colours: acc 0.6667, the verdict 0.3333 (2 ties in 3 docs)"), "\(text)")
    let manifest = try String(contentsOfFile: run + "/manifest.json", encoding: .utf8)
    #expect(manifest.contains("\"limitShare\" : 0.9") && manifest.contains("\"fewshotSeed\" : 7"))
    #expect(try Tool.output(["report", run]) == text)
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("|") }
    #expect(rows.contains { $0.hasPrefix("|colours|") && $0.contains("|     0|acc") })
    #expect(rows.contains { $0.hasPrefix("|shots  |") && $0.contains("|     2|acc") })
  }
}

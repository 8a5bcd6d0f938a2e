import EvalCore
import EvalTasks
import RWKVScoring
import SharedFixtures
import Testing

/// A share of the bundled models' accuracy tables; `tools/check_accuracy.py` compares all of them.
@Suite struct DemoAccuracyTests {
  /// Column 8 of `models/demo/accuracy-lm_eval.txt`, 100 docs a subject.
  private let expected = [
    "modular_addition": 71, "permutation_tracking": 80, "pointer_chasing": 86, "key_value_recall": 84,
    "linear_regression_in_context": 93, "largest_number": 85, "sequence_continuation": 73,
  ]

  @Test func `700 docs at 8 loops are answered as the table says`() throws {
    let data = try MMLUDataSet.load(path: DemoModel.folder + "/data")
    let prompt = try PromptLibrary(folders: [SharedFixtures.packageRoot + "/prompts"]).prompt("lm_eval")
    let mmlu = try MMLUTasks(data, in: SharedFixtures.packageRoot + "/tasks/mmlu", under: prompt)
    #expect(Set(data.subjects.map(\.name)) == Set(expected.keys))
    let scorer = try DemoModel.scorer()
    for task in mmlu.tasks {
      #expect(task.docs.count == 100)
      let answers = try scorer.score(task.docs.flatMap(\.requests).map { $0.request() }).answers.map { $0[0].logprob }
      let correct = task.docs.indices.count { index in
        let own = answers[(4 * index)..<(4 * index + 4)]
        return (own.indices.max { own[$0] < own[$1] }).map { Gold.choice($0 - 4 * index) } == task.docs[index].gold
      }
      #expect(correct == expected[task.configuration.alias ?? ""], "\(task.configuration.name)")
    }
  }
}

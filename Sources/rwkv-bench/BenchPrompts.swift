import EvalCore
import EvalTasks
import RWKVModel

/// Zero-shot lm_eval prompts of docs spread evenly over a data set, so that all subjects have their part.
struct BenchPrompts: Sendable {
  let prompts: [RenderedPrompt]
  let dataPath: String

  /// Reads data and renders prompts.
  ///
  /// - Parameters:
  ///   - data: A folder or archive in MMLU's layout.
  ///   - template: A prompt file.
  ///   - docs: How many; all where there are fewer.
  init(data: String, template: String, docs: Int) throws {
    let subjects = try MMLUDataSet.load(path: data).subjects
    let template = try PromptTemplate(contentsOf: template)
    let all = subjects.flatMap(\.docs)
    dataPath = data
    prompts = try Self.spread(docs, over: all.count).map { try template.render(all[$0]) }
  }

  /// Some indices below a count, evenly spaced from 0 on.
  static func spread(_ wanted: Int, over count: Int) -> [Int] {
    let taken = min(wanted, count)
    return (0..<taken).map { $0 * count / taken }
  }

  /// A request a choice.
  var requests: [LoglikelihoodRequest] { prompts.flatMap(\.requests) }

  /// A line of JSON a prompt with the token ids that the model reads, for other programs to measure on.
  func tokenLines(_ tokenizer: WorldTokenizer) -> String {
    prompts.map { "{\"tokens\":\([0] + tokenizer.encode($0.context))}\n" }.joined()
  }
}

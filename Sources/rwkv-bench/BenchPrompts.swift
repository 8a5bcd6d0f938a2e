import EvalCore
import EvalTasks
import RWKVModel

/// Zero-shot lm_eval prompts of docs spread evenly over a data set, so that all subjects have their part.
struct BenchPrompts: Sendable {
  /// The requests of each doc, one a choice, all with the same context.
  let docs: [[LoglikelihoodRequest]]

  /// Reads data and renders prompts.
  ///
  /// - Parameters:
  ///   - data: A folder or archive in MMLU's layout.
  ///   - folder: Where the tasks of MMLU are.
  ///   - prompt: A prompt file.
  ///   - docs: How many; all where there are fewer.
  init(data: String, tasks folder: String, prompt: String, docs: Int) throws {
    let mmlu = try MMLUTasks(MMLUDataSet.load(path: data), in: folder, under: Prompt(contentsOf: prompt))
    let all = mmlu.tasks.flatMap(\.docs)
    self.init(docs: Self.spread(docs, over: all.count).map { all[$0].requests.map { $0.request() } })
  }

  init(docs: [[LoglikelihoodRequest]]) { self.docs = docs }

  /// Some indices below a count, evenly spaced from 0 on.
  static func spread(_ wanted: Int, over count: Int) -> [Int] {
    let taken = min(wanted, count)
    return (0..<taken).map { $0 * count / taken }
  }

  /// The docs as a model takes them.
  var asDocs: [DocRequests] { docs.map { DocRequests($0) } }

  /// The same docs with contexts of one length: each doc's tokens, then those of the docs after it, cut.
  ///
  /// - Parameter length: Tokens that the model reads, token 0 at the start included.
  func cut(to length: Int, _ tokenizer: WorldTokenizer) -> BenchPrompts {
    let contexts = docs.map { Self.context(of: $0, tokenizer) }
    return BenchPrompts(
      docs: docs.enumerated().map { index, requests in
        var tokens: [Int] = []
        var next = index
        while tokens.count < length - 1 {
          tokens += contexts[next % contexts.count]
          next += 1
        }
        return requests.map {
          LoglikelihoodRequest(context: .tokens(Array(tokens.prefix(length - 1))), continuation: $0.continuation)
        }
      })
  }

  /// A line of JSON a doc with the token ids that the model reads, for other programs to measure on.
  func tokenLines(_ tokenizer: WorldTokenizer) -> String {
    docs.map { "{\"tokens\":\([0] + Self.context(of: $0, tokenizer))}\n" }.joined()
  }

  /// Token ids of a doc's context, without the start token.
  private static func context(of requests: [LoglikelihoodRequest], _ tokenizer: WorldTokenizer) -> [Int] {
    switch requests.first?.context {
    case .text(let text): tokenizer.encode(text)
    case .tokens(let tokens): tokens
    case nil: []
    }
  }
}

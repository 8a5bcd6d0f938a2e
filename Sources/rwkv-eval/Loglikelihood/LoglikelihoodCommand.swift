import ArgumentParser
import EvalCore
import Foundation
import RWKVScoring

/// `rwkv-eval loglikelihood`: scores requests from JSON lines.
struct LoglikelihoodCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "loglikelihood",
    abstract: "Scores requests: a JSON line in, a JSON line out.",
    discussion: """
      A request is {"context": "text" | "context_tokens": [ids], "continuation": "text" | "continuation_tokens": [ids]}.
      An answer is {"logprob": nats, "is_greedy": bool, "tokens": n}, in the order of the requests; logprob is null where it \
      is not finite, and "fault" then tells where the numbers broke. With several --loops these are \
      the fields of the largest count, and "readouts": [{"loops": n, "logprob": …}, …] has one entry a count.
      """)

  @OptionGroup var modelOptions: ModelOptions

  @Option(help: "File of requests, a JSON object a line; - for standard input.")
  var requests: String

  @Flag(help: "Adds the logits over the whole vocabulary at the last context position (null where not finite).")
  var logits = false

  func run() throws {
    let reader = RequestReader(path: requests)
    let requests = try reader.read()
    let needsTokenizer = requests.contains { request in
      [request.context, request.continuation].contains { if case .text = $0 { true } else { false } }
    }
    let loaded = try ModelLoader(options: modelOptions, data: nil, needsTokenizer: needsTokenizer).load()
    for line in loaded.introduction { printDiagnostic(line) }
    let progress = ProgressLine("requests", total: requests.count)
    let scored: RWKVLanguageModel.Scored
    if let rwkv = loaded.rwkv {
      scored = try rwkv.scorer.score(
        requests, withLogits: logits, progress: progress.update, onBatch: { batch, _ in progress.count(batch.count) })
    } else if logits {
      throw InputError(
        "--logits with --model \(loaded.manifest.name): a baseline has no logits", remedy: "Leave --logits out")
    } else {
      scored = .init(
        answers: try loaded.languageModel.loglikelihoods(of: requests, progress: progress.update), logits: [],
        work: .init(requestTokens: 0, computedTokens: 0, tokenApplications: 0))
    }
    progress.clear()
    try loaded.requireUnchanged()
    let writer = AnswerWriter(readouts: loaded.languageModel.readouts)
    for index in requests.indices {
      print(writer.line(scored.answers[index], logits: logits ? scored.logits[index] : nil))
    }
  }
}

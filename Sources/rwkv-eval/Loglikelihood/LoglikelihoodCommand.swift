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
    let answers: [[[Loglikelihood]]]
    var logitsOfDocs: [[[[Float]]]] = []
    // Nothing says which requests belong together.
    let docs = requests.map { DocRequests([$0]) }
    if let rwkv = loaded.rwkv {
      let encoded = try rwkv.scorer.encode(docs)
      for note in loaded.lengthNotes(encoded) { printDiagnostic("note: \(note)") }
      let scored = try rwkv.scorer.score(
        encoded, withLogits: logits, progress: progress.update, onDocs: { docs, _ in progress.count(docs.count) })
      (answers, logitsOfDocs) = (scored.answers, scored.logits)
    } else if logits {
      throw InputError(
        "--logits with --model \(loaded.manifest.name): a baseline has no logits", remedy: "Leave --logits out")
    } else {
      answers = try loaded.languageModel.loglikelihoods(of: docs, progress: progress.update)
    }
    progress.clear()
    let writer = AnswerWriter(readouts: loaded.languageModel.readouts)
    for index in requests.indices {
      print(writer.line(answers[index][0], logits: logits ? logitsOfDocs[index][0] : nil))
    }
  }
}

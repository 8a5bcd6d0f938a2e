import ArgumentParser
import Console
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
  @OptionGroup var progressOptions: ProgressOptions

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
    progressOptions.introduce(loaded.introduction)
    let scored = try StopRequest.listening { try score(requests, loaded) }
    try write(scored, AnswerWriter(readouts: loaded.languageModel.readouts))
  }

  private func score(
    _ requests: [LoglikelihoodRequest], _ loaded: LoadedModel
  ) throws -> RWKVLanguageModel.Scored {
    // Nothing says which requests belong together.
    let docs = requests.map { DocRequests([$0]) }
    guard let rwkv = loaded.rwkv else {
      if logits {
        throw UserError(
          "--logits with --model \(loaded.manifest.name): a baseline has no logits", remedy: "Leave --logits out")
      }
      return .init(
        answers: try loaded.languageModel.loglikelihoods(of: docs) { _ in }, logits: [],
        work: .init(requestTokens: 0, computedTokens: 0, tokenApplications: 0))
    }
    let encoded = try rwkv.scorer.encode(docs)
    for note in loaded.lengthNotes(encoded) { printDiagnostic("note: \(note)") }
    let line = progressOptions.line("requests", total: requests.count)
    defer { line.clear() }
    var done = 0
    do {
      let scored = try rwkv.scorer.score(
        encoded, withLogits: logits,
        progress: { state in
          try StopRequest.check()
          line.update(state)
        },
        onDocs: { docs, _ in
          done += docs.count
          line.count(docs.count)
        })
      try loaded.requireUnchanged()
      return scored
    } catch let request as StopRequest {
      line.clear()
      printDiagnostic(
        "stopped by \(request): \(done) of \(requests.count) requests were scored, and none is kept: answers are written in "
          + "the order of the requests, when all are there. Give fewer requests at a time to keep what is done.")
      throw ExitCode(request.exitCode)
    }
  }

  /// Writes the answers, as many at once as make a block.
  private func write(_ scored: RWKVLanguageModel.Scored, _ writer: AnswerWriter) throws {
    var text = ""
    for index in scored.answers.indices {
      text += writer.line(scored.answers[index][0], logits: logits ? scored.logits[index][0] : nil) + "\n"
      if text.utf8.count > 1 << 16 || index == scored.answers.count - 1 {
        try ReportOutput(path: nil).write(text)
        text = ""
      }
    }
  }
}

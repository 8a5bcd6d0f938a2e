internal import Console
public import EvalCore
public import RWKVModel

/// Turns requests into token ids as lm-eval does: context and continuation are encoded together and cut at the length of
/// the encoded context; spaces at the context's end move to the continuation first.
///
/// Source: lm-evaluation-harness, `lm_eval/api/model.py`, `TemplateLM._encode_pair`.
public struct RequestEncoder: Sendable {
  let tokenizer: Tokenizer?
  let startToken: Int?
  let prefixToken: Int?
  let vocabulary: Int
  /// Tokens that the model reads at most; nil for any number.
  let maxLength: Int?

  /// An encoder.
  ///
  /// - Parameters:
  ///   - tokenizer: Nil where every request gives tokens.
  ///   - startToken: What is put before every context: token 0 (end of document) of RWKV World, nil for none.
  ///   - prefixToken: What a text without a context begins with where there is no start token, as lm-eval's
  ///     `prefix_token_id`; nil where none is known.
  ///   - vocabulary: Rows of the model's embedding; ids beyond are errors.
  ///   - maxLength: Tokens that the model reads at most, as lm-eval's `max_length`: longer contexts lose their beginning,
  ///     and a continuation without a context is scored in windows. Nil for any number.
  public init(
    tokenizer: Tokenizer?, startToken: Int?, prefixToken: Int? = 0, vocabulary: Int, maxLength: Int? = nil
  ) {
    precondition(maxLength ?? 1 >= 1, "a longest text of \(maxLength ?? 0) tokens")
    self.tokenizer = tokenizer
    self.startToken = startToken
    self.prefixToken = prefixToken
    self.vocabulary = vocabulary
    self.maxLength = maxLength
  }

  /// Encodes docs; see `EncodedDocs`.
  ///
  /// - Throws: `UserError` naming the request that cannot be encoded.
  public func encode(_ docs: [DocRequests]) throws -> EncodedDocs {
    var encoded = EncodedDocs()
    var number = 0
    for doc in docs {
      var own = EncodedDoc(knownReadouts: doc.knownReadouts)
      for request in doc.requests {
        let whole = try encode(request, index: number)
        let windows = try windows(of: whole, named: Self.name(request, number))
        if windows.count == 1, windows[0].input.count < whole.input.count { encoded.countTruncated() }
        own.add(windows)
        number += 1
      }
      encoded.add(own)
    }
    return encoded
  }

  /// Encodes one request.
  ///
  /// - Parameters:
  ///   - index: The request's index, for messages about one that does not say where it comes from.
  /// - Throws: `UserError` when there is no tokenizer for a text, no continuation token, nothing to condition on, or an
  ///   id outside the vocabulary.
  func encode(_ request: LoglikelihoodRequest, index: Int) throws -> EncodedRequest {
    var (context, continuation) = try split(request, index)
    if let startToken { context.insert(startToken, at: 0) }
    if context.isEmpty {
      guard case .text = request.context else {
        throw UserError(
          "\(Self.name(request, index)): the context has no tokens and there is no start token, so nothing predicts the continuation",
          remedy: "Give at least one context token, or leave out --no-start-token")
      }
      // As lm-eval: an empty context is the prefix token.
      guard let prefixToken else {
        throw UserError(
          "\(Self.name(request, index)): the context is empty, and no file beside the tokenizer says which token begins a text",
          remedy: "Give a context, or put bos_token or eos_token into tokenizer_config.json beside the tokenizer")
      }
      context = [prefixToken]
    }
    guard !continuation.isEmpty else { throw nothingToScore(request, index) }
    if let token = (context + continuation).first(where: { $0 < 0 || $0 >= vocabulary }) {
      throw UserError(
        "\(Self.name(request, index)): token \(token) is outside the model's vocabulary of \(vocabulary)",
        remedy:
          "Give ids of the model's own vocabulary: with texts, the tokenizer that belongs to the checkpoint (--tokenizer)"
      )
    }
    return EncodedRequest(
      input: (context + continuation.dropLast()).map(Int32.init), continuation: continuation.map(Int32.init))
  }

  private func split(_ request: LoglikelihoodRequest, _ index: Int) throws -> (context: [Int], continuation: [Int]) {
    switch (request.context, request.continuation) {
    case (.tokens(let context), .tokens(let continuation)): return (context, continuation)
    case (.text(let context), .text(let continuation)):
      let tokenizer = try requireTokenizer(request, index)
      let kept = context.withoutTrailingWhitespace
      let moved = String(context.unicodeScalars.suffix(context.unicodeScalars.count - kept.unicodeScalars.count))
      let contextTokens = try tokenizer.encode(kept)
      let whole = try tokenizer.encode(kept + moved + continuation)
      return (contextTokens, Array(whole.dropFirst(contextTokens.count)))
    case (.text(let context), .tokens(let continuation)):
      return (try requireTokenizer(request, index).encode(context), continuation)
    case (.tokens(let context), .text(let continuation)):
      return (context, try requireTokenizer(request, index).encode(continuation))
    }
  }

  private func requireTokenizer(_ request: LoglikelihoodRequest, _ index: Int) throws -> Tokenizer {
    guard let tokenizer else {
      throw UserError(
        "\(Self.name(request, index)) gives text, but there is no tokenizer", remedy: "Add --tokenizer FILE")
    }
    return tokenizer
  }

  private func nothingToScore(_ request: LoglikelihoodRequest, _ index: Int) -> UserError {
    let name = Self.name(request, index)
    switch (request.context, request.continuation) {
    case (.text(let context), .text(let continuation)) where !continuation.isEmpty:
      return UserError(
        "\(name): the continuation has no tokens of its own: \(Self.shown(continuation.prefix(40), of: continuation)) merges "
          + "into the last token of the context, which ends \(Self.shown(context.suffix(40), of: context))",
        remedy: "Let the continuation start a token, for example with a space before it (target_delimiter of a task)")
    default:
      return UserError(
        "\(name): the continuation has no tokens: it is empty",
        remedy: "Give a continuation that starts a token, for example with a space before it")
    }
  }

  /// Where the request comes from; its number, from 1, where that is not known.
  private static func name(_ request: LoglikelihoodRequest, _ index: Int) -> String {
    request.place?.description ?? "request \(index + 1)"
  }

  /// A part of a text with what cannot be seen escaped, and dots where the rest was.
  private static func shown(_ part: Substring, of text: String) -> String {
    let quoted = String(part).debugDescription
    if part.startIndex != text.startIndex { return "…" + quoted }
    return part.endIndex != text.endIndex ? quoted + "…" : quoted
  }
}

extension String {
  /// As Python's `rstrip()`: without the white space at the end, by Unicode's `White_Space` and the separators U+001C to
  /// U+001F.
  fileprivate var withoutTrailingWhitespace: String {
    var kept = unicodeScalars[...]
    while let last = kept.last, last.properties.isWhitespace || (0x1C...0x1F).contains(last.value) { kept.removeLast() }
    return String(kept)
  }
}

extension RequestEncoder {
  /// What of a request goes through the model: all of it, or no more at a time than the longest text allowed.
  ///
  /// A context loses its beginning, the start token included, as in lm-eval's `HFLM`. A continuation without a context is cut
  /// into windows that score each of its tokens once: the first after the start token, each other one after the tokens
  /// before it, of which the last window, being shorter, has more.
  ///
  /// Source: lm-evaluation-harness, `lm_eval/utils.py`, `get_rolling_token_windows` with a context of one token and
  /// `make_disjoint_window`; `lm_eval/models/huggingface.py`, `_loglikelihood_tokens`.
  ///
  /// - Parameter name: Of the request, for messages.
  /// - Throws: `UserError` for a continuation after a context that is longer than the longest text.
  func windows(of request: EncodedRequest, named name: @autoclosure () -> String) throws -> [EncodedRequest] {
    guard let maxLength, request.input.count > maxLength else { return [request] }
    if request.lastContextPosition == 0, Int(request.input[0]) == startToken ?? prefixToken {
      return Self.windows(request.continuation, start: request.input[0], maxLength: maxLength)
    }
    guard request.continuation.count <= maxLength else {
      throw UserError(
        "\(name()): the continuation has \(request.continuation.count) tokens, more than --max-length "
          + "\(maxLength)", remedy: "Give at least --max-length \(request.continuation.count)")
    }
    return [EncodedRequest(input: request.input.suffix(maxLength), continuation: request.continuation)]
  }

  private static func windows(_ tokens: [Int32], start: Int32, maxLength: Int) -> [EncodedRequest] {
    var windows = [
      EncodedRequest(input: [start] + tokens.prefix(maxLength - 1), continuation: Array(tokens.prefix(maxLength)))
    ]
    for first in stride(from: maxLength, to: tokens.count, by: maxLength) {
      let end = min(first + maxLength, tokens.count)
      windows.append(
        EncodedRequest(
          input: Array(tokens[(end - maxLength - 1)..<(end - 1)]), continuation: Array(tokens[first..<end])))
    }
    return windows
  }
}

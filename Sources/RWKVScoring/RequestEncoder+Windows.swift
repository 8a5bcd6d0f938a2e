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
  /// - Throws: `ScoringError` for a continuation after a context that is longer than the longest text.
  func windows(of request: EncodedRequest, index: Int) throws -> [EncodedRequest] {
    guard let maxLength, request.input.count > maxLength else { return [request] }
    if request.lastContextPosition == 0, request.input[0] == 0 {
      return Self.windows(request.continuation, start: request.input[0], maxLength: maxLength)
    }
    guard request.continuation.count <= maxLength else {
      throw ScoringError(
        "request \(index + 1): the continuation has \(request.continuation.count) tokens, more than --max-length "
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

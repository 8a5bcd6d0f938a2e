public import EvalCore

extension RequestEncoder {
  /// A request as it is scored, whole: `maxLength` is not looked at.
  ///
  /// - Throws: `UserError` when the request cannot be encoded.
  public func tokens(of request: LoglikelihoodRequest) throws -> RequestTokens {
    let encoded = try encode(request, index: 0)
    return RequestTokens(
      context: encoded.input.prefix(encoded.lastContextPosition + 1).map(Int.init),
      continuation: encoded.continuation.map(Int.init))
  }
}

extension RWKVLanguageModel {
  /// A request as it is scored; see `RequestEncoder.tokens(of:)`.
  ///
  /// - Throws: `UserError` when the request cannot be encoded.
  public func tokens(of request: LoglikelihoodRequest) throws -> RequestTokens { try encoder.tokens(of: request) }
}

/// A model that finds everything equally likely: every byte of text has probability 1/256, every token id 1/65536.
///
/// Choices of equal length tie exactly, so a harness that breaks ties by the lowest index reports "A" for every doc.
public struct UniformBaseline: LanguageModel {
  /// The name `uniform`.
  public let name = "uniform"
  /// One read-out, of a model that does not loop.
  public let readouts = [ReadoutDepth(loops: nil, layerApplications: 0)]

  /// The baseline.
  public init() {}

  /// Scores by length alone.
  public func loglikelihoods(
    of docs: [DocRequests], progress: (ScoringProgress) throws -> Void
  ) throws -> [[[Loglikelihood]]] {
    let natsPerByte = 5.545177444479562  // ln 256
    return docs.unknownAnswers { request in
      switch request.continuation {
      case .text(let text):
        Loglikelihood(logprob: -natsPerByte * Double(text.utf8.count), isGreedy: false, tokenCount: text.utf8.count)
      case .tokens(let tokens):
        Loglikelihood(logprob: -2 * natsPerByte * Double(tokens.count), isGreedy: false, tokenCount: tokens.count)
      }
    }
  }
}

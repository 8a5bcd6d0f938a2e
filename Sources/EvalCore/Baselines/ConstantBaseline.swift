/// A model that always answers the same letter: probability 0.97 for it, 0.01 for anything else.
///
/// What it scores is what a broken model scores that never reads the question.
public struct ConstantBaseline: LanguageModel {
  /// The letter.
  public let letter: String
  /// The name `constant:A`.
  public var name: String { "constant:\(letter)" }
  /// One read-out, of a model that does not loop.
  public let readouts = [ReadoutDepth(loops: nil, layerApplications: 0)]

  /// A baseline that answers a letter.
  public init(letter: String) { self.letter = letter }

  /// Scores by whether the continuation is the letter, spaces around it aside.
  ///
  /// Token ids are never the letter.
  public func loglikelihoods(
    of docs: [DocRequests], progress: (ScoringProgress) throws -> Void
  ) throws -> [[[Loglikelihood]]] {
    docs.unknownAnswers { request in
      var isLetter = false
      if case .text(let text) = request.continuation {
        isLetter = text.utf8.filter { $0 != UInt8(ascii: " ") }.elementsEqual(letter.utf8)
      }
      let logprob = isLetter ? -0.030459207484708574 : -4.605170185988091  // ln 0.97, ln 0.01
      return Loglikelihood(logprob: logprob, isGreedy: isLetter, tokenCount: 1)
    }
  }
}

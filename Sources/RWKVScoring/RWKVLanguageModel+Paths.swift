internal import DepthStudy
public import EvalCore
internal import RWKVModel

extension RWKVLanguageModel {
  /// Whether the recurrences of the last program depend on where they start, and on their input.
  ///
  /// Every recurrence is run from other states than those which its first loop leaves: see `PathStart`. What is looked at
  /// are the last tokens of the contexts.
  ///
  /// - Parameters:
  ///   - requests: One an input, two or more, together of no more tokens than there is memory for.
  ///   - generator: Makes the noise.
  ///   - onApplication: Called after every layer application; what it throws ends the study.
  /// - Returns: One a recurrence in the program's order; none for a program without loops.
  /// - Throws: `UserError` naming the request that cannot be tokenised.
  public func paths(
    of requests: [LoglikelihoodRequest], using generator: inout some RandomNumberGenerator,
    onApplication: () throws -> Void = {}
  ) throws -> [RecurrencePaths] {
    guard let program = programs.last else { return [] }
    let contexts = try requests.enumerated().map { index, request in
      let encoded = try encoder.encode(request, index: index)
      return Array(encoded.input.prefix(encoded.lastContextPosition + 1))
    }
    let forest = TokenForest(contexts, sharesPrefixes: program.isCausal)
    let study = PathStudy(
      model: model, program: program, engine: engine, forest: forest, rows: forest.paths.compactMap(\.last))
    return try program.recurrences.map { try study.paths($0, using: &generator, onApplication: onApplication) }
  }
}

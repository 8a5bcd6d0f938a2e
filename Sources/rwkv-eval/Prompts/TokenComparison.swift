import Console
import EvalTasks
import RWKVModel

/// How many tokens two contexts have, and where they part.
struct TokenComparison {
  /// What the user gave for `--tokenizer`.
  let tokenizer: String?
  /// Where a vocabulary is looked for otherwise.
  let place: String

  /// The counts and the first differing token; without a vocabulary beside the data, why they are not known.
  ///
  /// - Throws: When a vocabulary is named and cannot be used, or one is found and is broken.
  func text(_ prompts: [Prompt], _ docs: [RenderedDoc]) throws -> String {
    let path: String
    do { path = try vocabulary() } catch {
      guard tokenizer == nil else { throw error }
      return "tokens: not counted. \(error)"
    }
    let tokenizer = try WorldTokenizer(contentsOf: path)
    let tokens = docs.map { tokenizer.encode($0.context) }
    let counts = zip(prompts, tokens).map { "\($0.name) \($1.count)" }.joined(separator: ", ")
    return "tokens: \(counts) (without a start token; vocabulary \(path))\n" + parting(tokens, tokenizer)
  }

  private func vocabulary() throws -> String {
    try WorldTokenizer.locate(
      explicit: tokenizer, checkpoint: place, data: nil)
  }

  private func parting(_ tokens: [[Int]], _ tokenizer: WorldTokenizer) -> String {
    guard tokens[0] != tokens[1] else { return "first differing token: none" }
    let index = zip(tokens[0], tokens[1]).prefix { $0 == $1 }.count
    let shown = tokens.map { index < $0.count ? show($0[index], tokenizer) : "the end" }
    return "first differing token: number \(index + 1), after \(index) equal ones: \(shown[0]) | \(shown[1])"
  }

  private func show(_ token: Int, _ tokenizer: WorldTokenizer) -> String {
    let bytes = tokenizer.bytes(of: token) ?? []
    guard let text = String(validating: bytes, as: UTF8.self) else { return "\(token) (bytes \(bytes))" }
    return "\(token) \"\(VisibleText.escaped(text))\""
  }
}

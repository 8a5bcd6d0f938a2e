import EvalCore

/// A line of a request file.
struct RequestLine: Decodable {
  /// The keys that a line may have.
  enum Key: String, CodingKey, CaseIterable {
    case context
    case contextTokens = "context_tokens"
    case continuation
    case continuationTokens = "continuation_tokens"
  }

  let context: LoglikelihoodRequest.Content
  let continuation: LoglikelihoodRequest.Content

  /// - Throws: `Problem` for a line that is JSON, and no request.
  init(from decoder: any Decoder) throws {
    let names = try decoder.container(keyedBy: AnyKey.self).allKeys.map(\.stringValue)
    if let name = names.sorted().first(where: { Key(rawValue: $0) == nil }) {
      throw Problem("unknown key \"\(name)\"", remedy: "Known: \(Key.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    let object = try decoder.container(keyedBy: Key.self)
    context = try Self.content(.context, .contextTokens, of: object)
    continuation = try Self.content(.continuation, .continuationTokens, of: object)
  }

  private static func content(
    _ text: Key, _ tokens: Key, of object: KeyedDecodingContainer<Key>
  ) throws -> LoglikelihoodRequest.Content {
    let remedy = "Give \"\(text.rawValue)\": text, or \"\(tokens.rawValue)\": [ids]"
    switch (object.contains(text), object.contains(tokens)) {
    case (true, true):
      throw Problem("both \(text.rawValue) and \(tokens.rawValue)", remedy: "Give one of them")
    case (false, false):
      throw Problem("no \(text.rawValue)", remedy: remedy)
    case (true, false):
      guard let value = try? object.decode(String.self, forKey: text) else {
        throw Problem("\(text.rawValue) is not a text", remedy: remedy)
      }
      return .text(value)
    case (false, true):
      guard let value = try? object.decode([Int].self, forKey: tokens) else {
        throw Problem("\(tokens.rawValue) is not a list of whole numbers", remedy: remedy)
      }
      return .tokens(value)
    }
  }

  /// What is wrong with a line; the reader adds where.
  struct Problem: Error {
    let what: String
    let remedy: String

    init(_ what: String, remedy: String) {
      self.what = what
      self.remedy = remedy
    }
  }

  /// Any key, to find those that are not known.
  private struct AnyKey: CodingKey {
    let stringValue: String
    let intValue: Int? = nil

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}

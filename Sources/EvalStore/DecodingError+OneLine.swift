extension DecodingError {
  /// What is wrong with a piece of JSON, and at which key, in one line.
  var oneLine: String {
    switch self {
    case .keyNotFound(let key, let context): "key \"\(path(context.codingPath + [key]))\" is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "key \"\(path(context.codingPath))\" has a value of another type than expected"
    case .dataCorrupted(let context):
      context.codingPath.isEmpty ? "not valid JSON" : "key \"\(path(context.codingPath))\" has an unknown value"
    @unknown default: "not readable: \(self)"
    }
  }

  private func path(_ keys: [any CodingKey]) -> String {
    keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
  }
}

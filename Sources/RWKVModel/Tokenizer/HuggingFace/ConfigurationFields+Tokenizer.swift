internal import Console
internal import PythonValues

/// What the descriptions of normalizers and pre-tokenizers have in common.
extension ConfigurationFields {
  /// Members that a sequence may have, and levels of sequences.
  private static let (mostMembers, deepest) = (30, 3)

  /// The objects of a list.
  func members(_ key: String) throws -> [ConfigurationFields] {
    guard case .list(let values) = object[key] else { throw missing(key) }
    guard values.count <= Self.mostMembers, prefix.count(where: { $0 == "[" }) < Self.deepest else {
      throw UserError(
        "\(path): \(prefix)\(key) has more than \(Self.mostMembers) members or \(Self.deepest) levels",
        remedy: UserError.refetchTokenizer)
    }
    return try values.enumerated().map { index, value in
      guard case .dictionary(let member) = value else { throw wrong(key, remedy: "Write a list of objects") }
      return ConfigurationFields(path: path, prefix: "\(prefix)\(key)[\(index)].", member)
    }
  }

  /// The pattern of `{"Regex": …}` or `{"String": …}`.
  func pattern(_ key: String) throws -> Pattern {
    let forms = try object(key)
    do {
      if let text = try forms.text("Regex") { return try Pattern(text) }
      if let text = try forms.text("String") { return try Pattern(literal: text) }
    } catch let fault as PatternParser.Fault {
      throw UserError(
        "\(path): the pattern of \(prefix)\(key) cannot be used: \(fault.problem)", remedy: UserError.otherTokenizer)
    }
    throw missing("\(key).Regex")
  }

  /// The error of a field that is not there.
  func missing(_ key: String) -> UserError {
    UserError("\(path): \(prefix)\(key) is missing", remedy: UserError.refetchTokenizer)
  }

  /// The error of a kind that is not read.
  func unknownKind(_ kind: String?, of what: String, known: [String]) -> UserError {
    guard let kind else { return missing("type") }
    return UserError(
      "\(path): \(prefix)type: the \(what) \"\(kind.prefix(60))\" is not read, only \(known.joined(separator: ", "))",
      remedy: UserError.otherTokenizer)
  }
}

extension UserError {
  /// What to do about a file that is not as `tokenizers` writes it.
  static let refetchTokenizer = "Fetch the file again, or write it with PyPI's tokenizers"
  /// What to do about a tokenizer that is not read.
  static let otherTokenizer = """
    Ask with token ids (loglikelihood --requests), or name a vocabulary in the World form with --tokenizer
    """
}

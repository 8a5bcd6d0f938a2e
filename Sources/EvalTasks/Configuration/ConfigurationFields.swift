internal import Console
internal import OrderedCollections
internal import PythonValues

/// The keys of a mapping, each asked for by name and kind.
struct ConfigurationFields<Key: RawRepresentable<String> & CaseIterable> {
  private let mapping: ConfigurationValue.Mapping

  /// Checks that all keys are known.
  ///
  /// - Throws: `UserError` at the first key that is not, with those that it may have meant.
  init(_ mapping: ConfigurationValue.Mapping) throws(UserError) {
    for (name, value) in mapping where Key(rawValue: name) == nil {
      throw value.error(
        "unknown key \"\(name)\"", remedy: DidYouMean.sentence(name, in: Key.allCases.map(\.rawValue)))
    }
    self.mapping = mapping
  }

  /// A key's value; nil when it is absent or `null`.
  subscript(key: Key) -> ConfigurationValue? {
    guard let value = mapping[key.rawValue], !value.isNull else { return nil }
    return value
  }

  /// Whether a key is there, be it `null`.
  func has(_ key: Key) -> Bool { mapping[key.rawValue] != nil }

  /// A text.
  func text(_ key: Key) throws(UserError) -> String? {
    guard let value = self[key] else { return nil }
    guard let text = value.text else { throw wrongKind(key, value, expected: "a text", hint: "Put it in quotes.") }
    return text
  }

  /// A text, or a list of texts.
  func texts(_ key: Key) throws(UserError) -> [String]? {
    guard let value = self[key] else { return nil }
    var texts: [String] = []
    for item in value.list ?? [value] {
      guard let text = item.text else { throw wrongKind(key, item, expected: "a text", hint: "Put it in quotes.") }
      texts.append(text)
    }
    return texts
  }

  /// A whole number of at least `minimum`.
  func whole(_ key: Key, minimum: Int) throws(UserError) -> Int? {
    guard let value = self[key] else { return nil }
    guard case .scalar(.int(let number)) = value.content, number >= minimum else {
      throw wrongKind(key, value, expected: "a whole number from \(minimum) on", hint: "Write digits without quotes.")
    }
    return number
  }

  /// A Boolean.
  func flag(_ key: Key) throws(UserError) -> Bool? {
    guard let value = self[key] else { return nil }
    guard case .scalar(.bool(let flag)) = value.content else {
      throw wrongKind(key, value, expected: "a boolean", hint: "Write true or false.")
    }
    return flag
  }

  /// One of a key's few values; `standard` when it is absent.
  func option<Option: CaseIterable & RawRepresentable<String>>(
    _ key: Key, _ standard: Option
  ) throws(UserError) -> Option {
    guard let value = self[key] else { return standard }
    let text = value.text ?? value.kind
    if let option = Option(rawValue: text) { return option }
    throw value.error(
      "\"\(text)\" is no value of \"\(key.rawValue)\"",
      remedy: DidYouMean.sentence(text, in: Option.allCases.map(\.rawValue)))
  }

  /// A mapping without its places.
  func dictionary(_ key: Key) throws(UserError) -> PythonValue.Dictionary? {
    guard let value = self[key] else { return nil }
    guard case .dictionary(let dictionary) = value.pythonValue else {
      throw wrongKind(
        key, value, expected: "a mapping", hint: "Write its keys on the lines below, further to the right.")
    }
    return dictionary
  }

  /// A function that must be there in Swift.
  func function(_ key: Key) throws(UserError) -> FunctionReference? {
    guard let value = self[key] else { return nil }
    guard let function = try FunctionReference(value, key: key.rawValue) else {
      throw wrongKind(key, value, expected: "a function", hint: "Write !function and module.name.")
    }
    return function
  }

  /// The error for a value of the wrong kind.
  func wrongKind(
    _ key: Key, _ value: ConfigurationValue, expected: String, hint: String
  ) -> UserError {
    value.error("the value of \"\(key.rawValue)\" is \(value.kind), and not \(expected)", remedy: hint)
  }
}

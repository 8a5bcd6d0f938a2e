internal import OrderedCollections

/// What an index needs of a YAML file: which of a few keys it has.
struct FileSummary: Sendable, Hashable {
  /// The value of one of those keys.
  enum Value: Sendable, Hashable {
    case text(String)
    case texts([String])
    /// `null`, a number, or a list of more than texts.
    case other
  }

  var task: Value?
  var group: Value?
  var tag: Value?
  var include: Value?
  var hasClass = false

  /// A summary of no keys.
  init() {}

  /// The summary of a file that was read in full.
  init(_ mapping: ConfigurationValue.Mapping) {
    task = mapping[TaskKey.task.rawValue].map(Self.value)
    group = mapping[GroupKey.group.rawValue].map(Self.value)
    tag = mapping[TaskKey.tag.rawValue].map(Self.value)
    include = mapping[TaskKey.include.rawValue].map(Self.value)
    hasClass = mapping[TaskKey.pythonClass.rawValue] != nil
  }

  /// The names of the files that it includes.
  var includes: [String] { Self.texts(include) }

  /// The names of its tags.
  var tags: [String] { Self.texts(tag) }

  /// This file's keys, and those of an included one where it has none.
  func including(_ other: FileSummary) -> FileSummary {
    var merged = self
    merged.task = task ?? other.task
    merged.group = group ?? other.group
    merged.tag = tag ?? other.tag
    merged.hasClass = hasClass || other.hasClass
    return merged
  }

  private static func texts(_ value: Value?) -> [String] {
    switch value {
    case .text(let text): [text]
    case .texts(let texts): texts
    case .other, nil: []
    }
  }

  private static func value(_ value: ConfigurationValue) -> Value {
    if let text = value.text { return .text(text) }
    let texts = value.list?.compactMap(\.text)
    return texts.flatMap { $0.count == value.list?.count ? .texts($0) : nil } ?? .other
  }
}

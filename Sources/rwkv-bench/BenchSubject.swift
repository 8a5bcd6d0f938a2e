import ArgumentParser

/// What a measurement is made on: a random checkpoint of a shape, or the bundled model.
enum BenchSubject: Sendable, Hashable {
  case random(BenchShape)
  case bundled

  /// Name on the command line and in reports.
  var name: String {
    switch self {
    case .random(let shape): shape.name
    case .bundled: "bundled"
    }
  }

  /// Docs to run where the command line does not say.
  var docs: Int {
    switch self {
    case .random(let shape): shape.docs
    case .bundled: 200
    }
  }

  /// What is measured where the command line does not say.
  static let standard = all.filter { $0.name != "2.9B" }
  /// Everything that `--shapes` can name.
  static let all = BenchShape.all.map(BenchSubject.random) + [.bundled]

  /// The subjects of a comma-separated list of names.
  ///
  /// - Throws: `BenchError` for a name that is none of them.
  static func list(_ text: String) throws(BenchError) -> [BenchSubject] {
    var subjects: [BenchSubject] = []
    for name in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let subject = all.first(where: { $0.name.lowercased() == name.lowercased() }) else {
        throw BenchError(
          "--shapes \(text): no shape is named \"\(name)\"",
          remedy: "Use some of \(all.map(\.name).joined(separator: ",")), separated by commas")
      }
      subjects.append(subject)
    }
    return subjects
  }
}

public import Console
internal import PythonValues

/// A choice of subjects by name or glob.
public struct SubjectFilter: Sendable, Hashable {
  /// The globs; empty for every subject.
  public let globs: [Glob]

  /// A filter from texts, each one or more globs separated by commas; no text for every subject.
  ///
  /// - Throws: `UserError` when a glob is empty.
  public init(_ texts: [String]) throws(UserError) {
    var globs: [Glob] = []
    for text in texts {
      for part in text.split(separator: ",", omittingEmptySubsequences: false) {
        let name = PythonText.strip(String(part))
        guard !name.isEmpty else {
          throw UserError(
            "\"\(text)\" names no subject before or after a comma", place: "--subjects",
            remedy: "Separate names or globs by single commas: --subjects anatomy,high_school_*.")
        }
        globs.append(Glob(name))
      }
    }
    self.globs = globs
  }

  /// Whether a subject is chosen.
  public func matches(_ subject: String) -> Bool { globs.isEmpty || globs.contains { $0.matches(subject) } }

  /// Throws unless every glob matches at least one of the subjects that there are.
  func check(against subjects: [String], path: String) throws(UserError) {
    for glob in globs where !subjects.contains(where: glob.matches) {
      throw Self.unknown(glob.description, known: subjects, path: path)
    }
  }

  /// The error for a name or glob that no subject has, with the nearest names.
  private static func unknown(_ name: String, known: [String], path: String) -> UserError {
    let problem = Glob(name).hasWildcard ? "no subject matches \"\(name)\"" : "unknown subject \"\(name)\""
    let question = DidYouMean.question(name, in: known)
    let list = "Known: \(known.joined(separator: ", "))."
    let remedy = question.isEmpty ? list : known.count <= 12 ? "\(question) \(list)" : question
    return UserError("\(problem) in \(path)", place: "--subjects", remedy: remedy)
  }
}

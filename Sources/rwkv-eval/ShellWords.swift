/// A command line as a shell takes it.
enum ShellWords {
  /// The words, those in quotes that a shell would read otherwise.
  static func joined(_ words: [String]) -> String { words.map(quoted).joined(separator: " ") }

  private static func quoted(_ word: String) -> String {
    word.wholeMatch(of: /[A-Za-z0-9_.,:=@%+\/-]+/) != nil ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}

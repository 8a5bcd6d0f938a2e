/// Text made safe for Markdown.
enum Markdown {
  /// Text for a table cell or a line: nothing in it is taken for markup, and it stays on one line.
  static func cell(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      if character.isNewline {
        result += " "
      } else {
        result += ["|", "<", "`", "*", "\\", "["].contains(character) ? "\\\(character)" : String(character)
      }
    }
  }
}

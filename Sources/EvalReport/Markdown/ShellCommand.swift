/// A command line as it can be typed into a shell.
struct ShellCommand {
  private let arguments: [String]

  /// The command with its arguments.
  init(_ arguments: [String]) { self.arguments = arguments }

  /// The arguments, quoted where a shell would split or expand them.
  var text: String { arguments.map(Self.quoted).joined(separator: " ") }

  private static func quoted(_ argument: String) -> String {
    let plain = argument.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || "-_./,:=+@%".unicodeScalars.contains($0)
    }
    return plain && !argument.isEmpty ? argument : "'" + argument.replacing("'", with: #"'\''"#) + "'"
  }
}

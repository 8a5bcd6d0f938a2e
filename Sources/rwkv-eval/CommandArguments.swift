import Console
import ArgumentParser
import EvalCore

/// The arguments of the command line.
enum CommandArguments {
  /// The arguments as the parser takes them.
  ///
  /// - Throws: `UserError` for one that is no text: Swift would put other characters in its place, and no file has that name.
  static func given() throws -> [String] {
    for place in 0..<Int(CommandLine.argc) {
      guard let argument = unsafe CommandLine.unsafeArgv[place] else { continue }
      guard unsafe String(validatingCString: argument) == nil else { continue }
      throw UserError(
        "argument \(place), \(CommandLine.arguments[place]): not valid UTF-8",
        remedy: "Rename the file or folder, or make a link to it with another name")
    }
    return joiningNegativeNumbers(Array(CommandLine.arguments.dropFirst()))
  }

  /// The arguments with `--threads -1` as `--threads=-1`.
  ///
  /// The parser takes a word that begins with a hyphen for an option, and would say that the value is missing instead of what
  /// may stand there. No option of ours begins with a digit.
  static func joiningNegativeNumbers(_ arguments: [String]) -> [String] {
    var joined: [String] = []
    var areOptions = true
    for argument in arguments {
      if argument == "--" { areOptions = false }
      let takesValue = areOptions && joined.last.map { $0.hasPrefix("--") && !$0.contains("=") } == true
      if takesValue, isNegativeNumber(argument) {
        joined[joined.count - 1] += "=" + argument
      } else {
        joined.append(argument)
      }
    }
    return joined
  }

  private static func isNegativeNumber(_ argument: String) -> Bool {
    argument.prefixMatch(of: /-\.?[0-9]/) != nil
  }
}

extension SplitMix64 {
  /// A seed from an argument.
  static func seed(argument: String) throws -> UInt64 {
    guard let seed = UInt64(argument) else {
      throw ValidationError("a seed is a whole number from 0 to \(UInt64.max)")
    }
    return seed
  }
}

/// A command line as a shell takes it.
enum ShellWords {
  /// The words, those in quotes that a shell would read otherwise.
  static func joined(_ words: [String]) -> String { words.map(quoted).joined(separator: " ") }

  private static func quoted(_ word: String) -> String {
    word.wholeMatch(of: /[A-Za-z0-9_.,:=@%+\/-]+/) != nil ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}

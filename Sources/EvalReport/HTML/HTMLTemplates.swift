import CPage
import EvalPlot
import Mustache

/// The files of this folder, which are built into the program.
enum HTMLTemplates {
  /// A file.
  private struct File {
    /// In this folder, for example `Script/list.js`.
    let path: String
    let text: String
  }

  private static let files: [File] = {
    var files: [File] = []
    while let path = unsafe page_file_at(files.count).name {
      let file = unsafe page_file_at(files.count)
      let bytes = unsafe UnsafeBufferPointer(start: file.bytes, count: file.count)
      unsafe files.append(File(path: String(cString: path), text: String(decoding: bytes, as: UTF8.self)))
    }
    return files
  }()

  /// The templates by name, for example `page`.
  static var templates: [String: String] {
    let named = files.filter { $0.path.hasSuffix(".mustache") }
    return Dictionary(uniqueKeysWithValues: named.map { (String($0.path.dropLast(".mustache".count)), $0.text) })
  }

  /// The page's templates.
  ///
  /// - Throws: Only where one of them is broken.
  static func library() throws -> MustacheLibrary {
    MustacheContentTypes.register(MarkupText(), named: "MARKUP")
    var library = MustacheLibrary()
    for template in templates { try library.register(template.value, named: template.key) }
    return library
  }

  /// The page's style sheet, that of plots before it.
  static let style = PlotStyle.css + joined(".css")

  /// The page's script; its names are its own.
  static let script = "\"use strict\";\n(() => {\n" + joined(".js") + "})();\n"

  /// The list of questions before the script fills it.
  static let questions = joined(".html")

  private static func joined(_ kind: String) -> String {
    files.filter { $0.path.hasSuffix(kind) }.map(\.text).joined(separator: "\n")
  }
}

/// Text in markup and in quoted attributes.
///
/// The library's own escaping looks at Swift's characters, and a quotation mark with an accent after it is another character
/// than a quotation mark; a browser sees the mark. So this looks at code points.
struct MarkupText: MustacheContentType {
  func escapeText(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      // A file of HTML must not hold these; a browser would show the mark for what cannot be shown too.
      case "\u{0}"..."\u{8}", "\u{B}"..."\u{C}", "\u{E}"..."\u{1F}", "\u{7F}"..."\u{9F}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}

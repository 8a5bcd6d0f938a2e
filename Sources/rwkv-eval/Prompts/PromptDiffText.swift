import Console
import EvalReport
import EvalTasks

/// A doc under two prompts as a unified diff for a terminal.
struct PromptDiffText {
  let prompts: [Prompt]
  /// The doc under each.
  let docs: [RenderedDoc]
  let style: TextStyle

  /// Both names, every line of both contexts, and the continuations.
  var text: String {
    let head = [
      coloured("--- \(prompts[0].name) (\(prompts[0].path))", "1;31"),
      coloured("+++ \(prompts[1].name) (\(prompts[1].path))", "1;32"),
    ]
    let diff = TextDiff(from: docs[0].context, to: docs[1].context)
    let same = diff.isEmpty ? ["The contexts are the same, byte for byte."] : []
    return (head + diff.lines.map(line) + ["\\ end of the contexts"] + same + continuations).joined(separator: "\n")
  }

  private func line(_ line: TextDiff.Line) -> String {
    let text = VisibleText.escaped(line.text)
    return switch line.change {
    case .kept: " " + text
    case .removed: coloured("-" + text, "31")
    case .inserted: coloured("+" + text, "32")
    }
  }

  private var continuations: [String] {
    let lists = docs.map { doc in
      doc.requests.map { "\"\(VisibleText.escaped($0.continuation))\"" }.joined(separator: " ")
    }
    if lists[0] == lists[1] { return ["scored: \(lists[0]) (both)"] }
    return zip(prompts, lists).map { "scored: \($1) (\($0.name))" }
  }

  private func coloured(_ text: String, _ code: String) -> String {
    style == .ansi ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

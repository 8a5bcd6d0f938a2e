import EvalCore

/// Tables with headings and lines, for a terminal or as a page.
struct DepthPage {
  /// A table with what is to be said of it.
  struct Part {
    let heading: String
    let table: TextTable?
    var lines: [String] = []
  }

  let title: String
  let parts: [Part]

  /// The page for a terminal.
  func text(of run: RunLabel, style: TextStyle) -> String {
    text(of: run.name, warning: warning(run, style))
  }

  /// The page of something with a name for a terminal.
  func text(of name: String, warning: String = "") -> String {
    let blocks = parts.map { part in
      "\(part.heading)\n" + (part.table.map { $0.render() } ?? "") + part.lines.map { "  \($0)\n" }.joined()
    }
    return "\(title): \(name)\n" + warning + "\n" + blocks.joined(separator: "\n")
  }

  /// The page for GitHub.
  func markdown(of run: RunLabel) -> String {
    let status = run.verdict.status.rawValue
    let reason = run.verdict.reasons.first.map { ": " + Markdown.cell($0.message) } ?? ""
    return markdown(of: run.name, status: "**\(status)**\(reason)\n\n")
  }

  /// The page of something with a name for GitHub.
  func markdown(of name: String, status: String = "") -> String {
    let blocks = parts.map { part in
      let lines = part.lines.map { "* \(Markdown.cell($0))\n" }.joined()
      return (["## \(part.heading)\n", part.table?.render(), lines.isEmpty ? nil : lines] as [String?])
        .compactMap { $0 }.joined(separator: "\n")
    }
    return "# \(title): \(Markdown.cell(name))\n\n" + status + blocks.joined(separator: "\n")
  }

  private func warning(_ run: RunLabel, _ style: TextStyle) -> String {
    guard let reason = run.verdict.reasons.first else { return "" }
    return style.colored(run.verdict.status.rawValue, run.verdict.status) + ": " + reason.message + "\n"
  }
}

extension TableColumn {
  /// A column of texts.
  init<Row>(_ header: String, isRight: Bool = true, _ rows: [Row], _ text: (Row) -> String) {
    self.init(header: header, isRight: isRight, cells: rows.map { .text(text($0)) })
  }
}

/// A table in LaTeX with the rules of the package booktabs.
struct LaTeXTable {
  /// From left to right; their texts are escaped here.
  let columns: [TableColumn]
  /// Lines below the table's own, over all columns.
  var notes: [String] = []
  /// Levels by which the first column's cells are indented; empty for none.
  var depths: [Int] = []

  /// The table, a line feed after every line.
  func render() -> String {
    let texts = columns.map { $0.texts.map(LaTeX.escaped) }
    let rows = (texts.first ?? []).indices.map { row in
      line(columns.indices.map { column in indent(row, column) + texts[column][row] })
    }
    let notes = notes.map { line(["\\multicolumn{\(columns.count)}{p{0.9\\linewidth}}{\(LaTeX.escaped($0))}"]) }
    let body =
      ["\\toprule", line(columns.map { LaTeX.escaped($0.header) }), "\\midrule"] + rows
      + (notes.isEmpty ? [] : ["\\midrule"] + notes) + ["\\bottomrule"]
    let alignments = columns.map { $0.isRight || $0.isNumeric ? "r" : "l" }.joined()
    return "\\begin{tabular}{\(alignments)}\n" + body.map { "  \($0)\n" }.joined() + "\\end{tabular}\n"
  }

  private func line(_ cells: [String]) -> String { cells.joined(separator: " & ") + " \\\\" }

  private func indent(_ row: Int, _ column: Int) -> String {
    guard column == 0, depths.indices.contains(row) else { return "" }
    return String(repeating: "\\quad ", count: depths[row])
  }
}

/// Text made safe for LaTeX.
enum LaTeX {
  private static let replacements: [Character: String] = [
    "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#", "%": "\\%", "_": "\\_",
    "~": "\\textasciitilde{}", "^": "\\textasciicircum{}", "<": "\\textless{}", ">": "\\textgreater{}",
    "|": "\\textbar{}", "–": "--", "−": "$-$", "±": "$\\pm$", "×": "$\\times$", "→": "$\\rightarrow$",
    "↑": "$\\uparrow$",
    "↓": "$\\downarrow$", "…": "\\dots{}", "χ": "$\\chi$", "²": "$^2$",
  ]

  /// Text in which nothing is taken for a command; it stays on one line.
  static func escaped(_ text: String) -> String {
    text.map { $0.isNewline ? " " : replacements[$0] ?? String($0) }.joined()
  }
}

import EvalCore

/// A table of the page, for its template; a summary says what is behind it where it is folded.
struct HTMLTable {
  /// A column's head.
  struct Column {
    let header: String
    /// `text`, `number`, or nil where rows cannot be sorted by it.
    let sort: String?
    let className: String
    /// Whether it holds drawings, which are no part of a copied table.
    let isDrawn: Bool

    /// A column of texts.
    static func text(_ header: String) -> Column {
      Column(header: header, sort: "text", className: "", isDrawn: false)
    }

    /// A column of numbers.
    static func number(_ header: String) -> Column {
      Column(header: header, sort: "number", className: "num", isDrawn: false)
    }

    /// A column of drawings.
    static func drawn(_ header: String) -> Column {
      Column(header: header, sort: nil, className: "bar-head", isDrawn: true)
    }
  }

  /// A cell.
  struct Cell {
    var text = ""
    var isHead = false
    var className = ""
    /// What it is sorted by; nil for its text.
    var value: String?
    /// What is copied; nil for its text.
    var copy: String?
    /// A drawing.
    var svg: String?
    /// The class of a verdict's word.
    var word: String?
    /// Where it leads.
    var link: String?

    /// The head of a row.
    static func head(_ text: String, link: String? = nil) -> Cell { Cell(text: text, isHead: true, link: link) }

    /// A text.
    static func text(_ text: String) -> Cell { Cell(text: text) }

    /// A number as it is shown, and exactly; nil where there is none.
    static func number(_ text: String, _ value: Double?) -> Cell {
      Cell(text: text, className: "num", value: value.flatMap { $0.isFinite ? "\($0)" : nil })
    }

    /// A verdict.
    static func verdict(_ status: Verdict.Status) -> Cell {
      Cell(text: status.rawValue, word: status.rawValue.lowercased())
    }

    /// A drawing.
    static func drawing(_ svg: String) -> Cell { Cell(className: "bar", svg: svg) }
  }

  /// A row; those of a group's members name the group as their parent.
  struct Row {
    var id: String?
    var parent: String?
    var className = ""
    let cells: [Cell]
  }

  let id: String
  let caption: String
  /// The run where the page has several, whose tables have the same captions: a screen reader names both.
  var run: String?
  /// What is behind the table where it is folded.
  var summary = ""
  let columns: [Column]
  let rows: [Row]
}

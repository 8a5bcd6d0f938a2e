/// A run in a section of the page.
struct SectionRun {
  let name: String
  /// Whether the name stands above it: where the page has several runs.
  let isNamed: Bool
  /// What is to be seen, in a sentence or two.
  let lead: String
  let figures: [HTMLFigure]
  let tables: [HTMLTable]

  init(name: String, isNamed: Bool, lead: String, figures: [HTMLFigure], tables: [HTMLTable]) {
    self.name = name
    self.isNamed = isNamed
    self.lead = lead
    self.figures = figures
    self.tables = tables.map { table in
      var table = table
      table.run = isNamed ? name : nil
      return table
    }
  }
}

import EvalCore
import Mustache

/// What `MarkdownTemplate` shows; all texts are ready for Markdown.
struct MarkdownPage {
  /// The measurements at one read-out.
  struct Total {
    let title: String
    let hasChoices: Bool
    let accuracy: String
    let interval: String
    let stderr: String
    let letters: [String]
    let predicted: [String]
    let gold: [String]
    let floors: [Measurements.Floor]
    let balancedAccuracy: String
    let undecided: String
    let withTies: String
    let hasTies: Bool
    let mass: String

    init(_ row: ResultRow) {
      let measurements = Measurements(row)
      title = Markdown.cell(measurements.title)
      hasChoices = measurements.hasChoices
      accuracy = measurements.accuracy
      interval = measurements.interval
      stderr = measurements.stderr
      letters = measurements.letters.map(Markdown.cell)
      predicted = measurements.predicted.map(String.init)
      gold = measurements.gold.dropLast().map(String.init) + [""]
      floors = measurements.floors.map { Measurements.Floor(name: Markdown.cell($0.name), share: $0.share) }
      balancedAccuracy = measurements.balancedAccuracy
      undecided = measurements.undecided
      withTies = measurements.withTies ?? ""
      hasTies = measurements.withTies != nil
      mass = measurements.mass
    }
  }

  /// Where docs stopped.
  struct Exits {
    let rule: String
    let table: String
    let lines: [String]

    init(_ exits: LiveExits, work: RunManifest.Work?) {
      let text = LiveExitsText(exits, work: work)
      rule = Markdown.cell(text.rule)
      table = text.table.render()
      lines = text.lines
    }
  }

  let task: String
  let model: String
  let headline: String
  let meaning: String
  let hasReasons: Bool
  let reasons: [String]
  let totals: [Total]
  let plots: [MarkdownPlot]
  let exits: Exits?
  let table: String
  let facts: [ManifestFact]
  let hasNotes: Bool
  let notes: [String]
  let command: String

  init(_ report: RunReport, plots: [MarkdownPlot] = []) {
    let manifest = report.manifest
    self.plots = plots
    let verdict = VerdictText(report.result)
    task = Markdown.cell(manifest.task.name)
    model = Markdown.cell(manifest.model.name)
    headline = verdict.headline
    meaning = verdict.meaning
    reasons = report.result.verdict.reasons.map { Markdown.cell($0.message) }
    hasReasons = !reasons.isEmpty
    totals = report.result.totals.map(Total.init)
    exits = report.exits.map { Exits($0, work: manifest.work) }
    table = Self.table(report)
    facts = ManifestFact.all(manifest).map { ManifestFact(name: $0.name, value: Markdown.cell($0.value)) }
    notes = (manifest.model.overrides + manifest.model.notes).map(Markdown.cell)
    hasNotes = !notes.isEmpty
    command = ShellCommand(manifest.commandLine).text
  }

  private static func table(_ report: RunReport) -> String {
    guard !report.showsMetrics else { return LMEvalReport(report).tables(style: .plain).joined(separator: "\n") }
    return ResultTable(
      title: "Tasks", rows: report.result.rows, shots: ShotTexts(report.result.rows, report.manifest.task),
      hasLoops: report.result.readouts.count > 1
    ).render()
  }
}

/// A run as a page for GitHub: the verdict first, then the number, the letters, the tables, what was run, and how to
/// repeat it.
public struct MarkdownReport: Sendable {
  /// A report.
  public init() {}

  /// The page as text that ends with a line feed.
  ///
  /// - Parameters:
  ///   - plots: Files that the page links.
  ///   - folder: Their folder as the page's place has it; empty for the same one.
  /// - Throws: Only where our own template is broken.
  public func render(_ report: RunReport, plots: [PlotFile] = [], in folder: String = "") throws -> String {
    let plots = plots.map { MarkdownPlot($0, in: folder) }
    return try MustacheTemplate(string: MarkdownTemplate.text).render(MarkdownPage(report, plots: plots))
  }
}

/// The template of `MarkdownReport`; its names are the properties of `MarkdownPage`.
enum MarkdownTemplate {
  static let text = """
    {{% CONTENT_TYPE:TEXT}}
    # {{task}}: {{model}}

    **{{headline}}**: {{meaning}}.
    {{#hasReasons}}

    {{#reasons}}
    * {{.}}
    {{/reasons}}
    {{/hasReasons}}

    {{#totals}}
    ## {{title}}

    **{{accuracy}}**, 95 % interval {{interval}} (Wilson), standard error {{stderr}}.
    {{#hasChoices}}

    | |{{#letters}} {{.}} |{{/letters}}
    |---|{{#letters}}---:|{{/letters}}
    | predicted |{{#predicted}} {{.}} |{{/predicted}}
    | gold |{{#gold}} {{.}} |{{/gold}}

    | floor | accuracy |
    |---|---:|
    {{#floors}}
    | {{name}} | {{share}} |
    {{/floors}}

    Balanced accuracy {{balancedAccuracy}}. Docs without a clear answer: {{undecided}}. The choices together have \
    {{mass}} of the probability on average.
    {{/hasChoices}}
    {{^hasChoices}}

    Docs without a clear answer: {{undecided}}.
    {{/hasChoices}}
    {{#hasTies}}

    Exact ties: {{withTies}}.
    {{/hasTies}}

    {{/totals}}
    {{#plots}}
    ![{{title}}]({{path}})

    *{{title}}.* {{caption}}

    {{/plots}}
    {{#exits}}
    ## Docs by exit

    Each doc stopped looping at the first read-out at which {{rule}} held.

    {{table}}
    {{#lines}}
    * {{.}}
    {{/lines}}

    {{/exits}}
    ## Results

    {{table}}
    ## What was run

    | | |
    |---|---|
    {{#facts}}
    | {{name}} | {{value}} |
    {{/facts}}
    {{#hasNotes}}

    {{#notes}}
    * {{.}}
    {{/notes}}
    {{/hasNotes}}

    ## Repeat it

    ```
    {{command}}
    ```

    """
}

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

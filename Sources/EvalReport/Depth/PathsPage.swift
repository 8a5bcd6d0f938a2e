public import EvalCore

/// Whether recurrences depend on their starts and on their inputs.
struct PathsPage {
  let program: String
  let inputs: Int
  let recurrences: [RecurrencePaths]
  let showsAll: Bool

  var page: DepthPage {
    DepthPage(
      title: "Paths",
      parts: [
        DepthPage.Part(
          heading: "Recurrences", table: TextTable(columns: columns), lines: [program + "."] + reasons + legend)
      ])
  }

  private var columns: [TableColumn] {
    let identity = [
      TableColumn("Group", recurrences) { "\($0.group)" },
      TableColumn("Loops", recurrences) { "\($0.loops)" },
      TableColumn("Finding", isRight: false, recurrences) { $0.independence?.state.rawValue ?? "not defined" },
    ]
    guard showsAll else {
      return identity + [
        TableColumn("Starts", recurrences) { cosine($0.independence?.asymptoticAlignment) },
        TableColumn("Inputs", recurrences) { cosine($0.lastInputAlignment) },
        TableColumn("Noise", recurrences) { significant($0.noiseGain?.total) },
      ]
    }
    let starts = PathStart.allCases.map { start in
      TableColumn("From \(start.rawValue)", recurrences) { cosine($0.independence?.alignments[start]) }
    }
    return identity + starts + [
      TableColumn("Inputs, first loop", recurrences) { cosine($0.firstInputAlignment) },
      TableColumn("Inputs, last loop", recurrences) { cosine($0.lastInputAlignment) },
      TableColumn("Noise a loop", recurrences) { significant($0.noiseGain?.perLoop) },
      TableColumn("Noise in all", recurrences) { significant($0.noiseGain?.total) },
    ]
  }

  /// A reason once, with all groups that have it.
  private var reasons: [String] {
    recurrences.compactMap(\.whyUndefined).uniqued().map { reason in
      let groups = recurrences.filter { $0.whyUndefined == reason }.map(\.group)
      return "\(NumberRanges(groups, of: "group").text): not defined, \(reason)."
    }
  }

  private var legend: [String] {
    [
      showsAll
        ? "From zeros, noise, another token's end: mean cosine between the ends from there and those of the group as it is "
          + "(asymptotic alignment); 1 where the start is forgotten."
        : "Starts: mean cosine between the ends from zeros, noise and another token's end and those of the group as it is "
          + "(asymptotic alignment); 1 where the start is forgotten. --all prints each.",
      "Inputs: mean cosine between \(inputs) prompts. Where it is near 1, too, ends are alike whatever the input, and the "
        + "alignment of starts shows nothing.",
      "Noise: factor by which a disturbance of a thousandth has grown, root mean square over prompts.",
    ]
  }

  private func cosine(_ value: Double?) -> String { value.map { NumberText.fixed($0, 4) } ?? "–" }

  private func significant(_ value: Double?) -> String { value.map { NumberText.significant($0, 3) } ?? "–" }
}

/// Whether recurrences depend on their starts, as text that ends with a line feed.
public struct PathsReport: Sendable {
  private let model, program: String
  private let inputs: Int
  private let recurrences: [RecurrencePaths]

  /// A report.
  ///
  /// - Parameters:
  ///   - model: Name of the model.
  ///   - program: Its depth program in a line.
  ///   - inputs: Number of prompts that were compared.
  ///   - recurrences: In the program's order.
  public init(model: String, program: String, inputs: Int, recurrences: [RecurrencePaths]) {
    self.model = model
    self.program = program
    self.inputs = inputs
    self.recurrences = recurrences
  }

  /// The report.
  ///
  /// - Parameter showsAll: Whether every start has a column; JSON always has all.
  /// - Throws: Only where our own encoding is broken.
  public func render(_ format: DepthReportFormat, showsAll: Bool = false) throws -> String {
    let page = PathsPage(program: program, inputs: inputs, recurrences: recurrences, showsAll: showsAll).page
    switch format {
    case .table: return page.text(of: model)
    case .markdown: return page.markdown(of: model)
    case .json:
      return try DepthReport.json(
        PathsJSON(model: model, program: program, inputs: inputs, paths: recurrences.map(PathsJSON.Group.init)))
    }
  }
}

/// The JSON form of paths; what is not defined is null.
struct PathsJSON: Encodable {
  /// A recurrence.
  struct Group: Encodable {
    let group: Int
    let loops: Int
    let state: Nullable<String>
    let undefined: Nullable<String>
    let alignments: [String: Double]
    let asymptoticAlignment: Nullable<Double>
    let firstInputAlignment: Nullable<Double>
    let lastInputAlignment: Nullable<Double>
    let noiseGain: Nullable<Double>
    let noiseGainPerLoop: Nullable<Double>

    init(_ paths: RecurrencePaths) {
      group = paths.group
      loops = paths.loops
      state = Nullable(paths.independence?.state.rawValue)
      undefined = Nullable(paths.whyUndefined)
      let alignments = paths.independence?.alignments ?? [:]
      self.alignments = Dictionary(uniqueKeysWithValues: alignments.map { ($0.key.rawValue, $0.value) })
      asymptoticAlignment = Nullable(finite: paths.independence?.asymptoticAlignment)
      firstInputAlignment = Nullable(finite: paths.firstInputAlignment)
      lastInputAlignment = Nullable(finite: paths.lastInputAlignment)
      noiseGain = Nullable(finite: paths.noiseGain?.total)
      noiseGainPerLoop = Nullable(finite: paths.noiseGain?.perLoop)
    }
  }

  let model, program: String
  let inputs: Int
  let paths: [Group]
}

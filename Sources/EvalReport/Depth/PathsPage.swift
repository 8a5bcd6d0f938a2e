import EvalCore

/// Whether recurrences depend on their starts and on their inputs.
struct PathsPage {
  let program: String
  let inputs: Int
  let recurrences: [RecurrencePaths]

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

  private var reasons: [String] {
    recurrences.compactMap { paths in paths.whyUndefined.map { "group \(paths.group): not defined, \($0)." } }
  }

  private var legend: [String] {
    [
      "From zeros, noise, another token's end: mean cosine between the ends from there and those of the group as it is "
        + "(asymptotic alignment); 1 where the start is forgotten.",
      "Inputs: mean cosine between \(inputs) prompts. Where it is near 1, too, ends are alike whatever the input, and the "
        + "alignment of starts shows nothing.",
      "Noise: factor by which a disturbance of a thousandth has grown, root mean square over prompts.",
    ]
  }

  private func cosine(_ value: Double?) -> String { value.map { NumberText.fixed($0, 4) } ?? "–" }

  private func significant(_ value: Double?) -> String { value.map { NumberText.significant($0, 3) } ?? "–" }
}

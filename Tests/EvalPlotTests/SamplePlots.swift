@testable import EvalPlot

/// One plot of every kind, with numbers as an evaluation of MMLU has them.
enum SamplePlots {
  static let loops: [Double] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 400]

  /// Accuracy by loop count of two prompts, with bands, a shade, chance and a floor.
  static let depth = Plot(
    "Accuracy by loop count", description: "Accuracy at 8 loops is 24.3 % with five shots and 23.9 % without.",
    x: .logarithmic("loops", base: .two, ticks: loops), y: .linear("accuracy (share of 14042 questions)", .percent),
    marks: [
      .shade(from: 1, to: 8, "seen in training"),
      .reference(value: 0.25, "chance"), .reference(value: 0.22945, "always A"),
      .line(curve("5-shot", number: 1, [27.1, 28.4, 30.2, 31.6, 31.3, 30.1, 27.8, 25.2, 23.6, 22.9])),
      .line(curve("0-shot", number: 2, [26.0, 27.7, 29.0, 29.8, 29.9, 29.5, 28.1, 26.0, 24.4, 23.4])),
    ])

  /// Loss over layers on linear axes: one line without a band.
  static let line = Plot(
    "Loss of the right answer by layer", description: "Loss falls from 11.0 to 1.5 nats.",
    x: .linear("layer", showing: 0...24), y: .linear("loss (nats)"),
    marks: [.line(PlotSeries("", (0...24).map { PlotPoint(Double($0), 1.38 + 9.6 / (1 + Double($0 * $0) / 20)) }))])

  /// Predicted against gold letters.
  static let letters = Plot(
    "Predicted against gold letters", description: "The model says A for 9120 of 14042 questions.",
    x: .categories(["A", "B", "C", "D"], "letter"), y: .linear("questions"),
    marks: [
      .bars(
        [
          PlotSeries("predicted", number: 1, points([9120, 1804, 2011, 1107])),
          PlotSeries("gold", number: 2, points([3222, 3462, 3582, 3776])),
        ], values: true)
    ])

  /// Accuracy by the position of the right answer, as lying bars with whiskers.
  static let positions = Plot(
    "Accuracy by position of the right answer", description: "64.0 % where the right answer is A, 9.1 % where it is D.",
    x: .linear("accuracy", .percent), y: .categories(["A", "B", "C", "D"], "right answer"),
    marks: [.bars([PlotSeries("", number: 3, shares([0.640, 0.131, 0.148, 0.091], 0.012))], values: true)])

  /// Accuracy of groups in two runs, as dots with whiskers.
  static let groups = Plot(
    "Accuracy by group", description: "Both runs are within a point of chance in every group.",
    x: .linear("accuracy", .percent), y: .categories(["mmlu", "humanities", "other", "social sciences", "stem"]),
    marks: [
      .reference(value: 0.25, "chance"),
      .dots([
        PlotSeries("8 loops", number: 1, shares([0.2430, 0.2421, 0.2398, 0.2171, 0.2125], 0.013)),
        PlotSeries("400 loops", number: 2, shares([0.2295, 0.2393, 0.2311, 0.2284, 0.2242], 0.014)),
      ]),
    ])

  /// Two runs by subject, with intervals of their differences.
  static let subjects = Plot(
    "Accuracy by subject, 0-shot and 5-shot", description: "5-shot is clearly better in 6 of 20 subjects.",
    x: .linear("accuracy", .percent), y: .categories(subjectNames),
    marks: [.dumbbells(pairs, first: "0-shot", second: "5-shot")])

  /// Values by bin; the last bin has its upper edge too.
  private static func counts(_ values: [Double]) -> [Double] {
    zip(edges, edges.dropFirst()).map { low, high in
      Double(values.count { $0 >= low && ($0 < high || (high == edges.last && $0 == high)) })
    }
  }

  /// Margins of right and wrong answers over each other.
  static let margins = Plot(
    "Margin between the right answer and the best other one", description: "Medians are 0.31 and −0.42 nats.",
    x: .linear("margin (nats)"), y: .linear("questions"),
    marks: [
      .histogram([
        PlotBins("right", number: 1, edges: edges, heights: counts(noise(3200, seed: 1).map { abs($0) * 0.8 })),
        PlotBins("wrong", number: 2, edges: edges, heights: counts(noise(9000, seed: 2).map { -abs($0) })),
      ])
    ])

  /// Letters that were predicted, by those that are right.
  static let confusion = Plot(
    "Confusion of letters", description: "Of 3222 questions whose answer is A, 2062 are answered with A.",
    x: .categories(["A", "B", "C", "D"], "predicted"), y: .categories(["A", "B", "C", "D"], "right"),
    marks: [.heatMap(confusionCells)])

  /// What each application of a group changes, over three orders of magnitude.
  static let residuals = Plot(
    "Relative change by group and loop", description: "Changes fall from 0.9 to 0.0004 within 24 loops.",
    x: .categories((1...24).map { "\($0)" }, "loop"), y: .categories((1...8).map { "group \($0)" }),
    marks: [.heatMap(residualCells, logarithmic: true)])

  /// Accuracy against cost: exit front, fixed depths, and what an oracle could have.
  static let exits = Plot(
    "Accuracy against cost", description: "An exit rule has the accuracy of 8 loops at 61 % of the cost.",
    x: .logarithmic("FLOPs per question", base: .ten), y: .linear("accuracy", .percent),
    marks: [
      .line(
        PlotSeries("oracle", number: 3, series([(1, 0.271), (1.6, 0.336), (2.4, 0.385), (4, 0.42), (8, 0.44)])),
        markers: false),
      .steps(PlotSeries("exit rules", number: 1, series([(1, 0.271), (1.4, 0.289), (2.6, 0.307), (4.9, 0.316)]))),
      .dots(
        [
          PlotSeries(
            "fixed depths", number: 2,
            zip([1.0, 2, 4, 8], [0.271, 0.284, 0.302, 0.316]).map {
              PlotPoint($0 * 1.7e11, $1, low: $1 - 0.007, high: $1 + 0.007, label: "\(Int($0)) loops")
            })
        ], labelled: true),
    ])

  /// Accuracy by loops, a plot for every group.
  static let panels = PlotGrid(
    "Accuracy by loop count and group", description: "Every group is at its best at 8 or 16 loops.",
    plots: zip(["humanities", "other", "social sciences", "stem"], [0.4, 1.1, -0.8, -1.9]).map { name, shift in
      Plot(
        name, description: "", x: .logarithmic("loops", base: .two), y: .linear("accuracy", .percent),
        marks: [
          .reference(value: 0.25, "chance"),
          .line(
            curve("5-shot", number: 1, [26, 28.4, 30.2, 31.6, 31.3, 30.1, 27.8, 25.2, 23.6, 22.9].map { $0 + shift })),
        ])
    })

  /// The number that all this is about, on its axis.
  static let headline = Plot(
    "", description: "3222 of 14042 questions are right, 22.945 %; the interval is 22.258 % to 23.648 %.",
    x: .linear("accuracy", .percent, showing: 0.21...0.28), y: .none,
    marks: [
      .reference(value: 0.25, "chance 25 %"), .reference(value: 0.2295, "always A 22.945 %"),
      .reference(value: 0.2465, "always B 24.655 %"), .reference(value: 0.2551, "always C 25.509 %"),
      .reference(value: 0.2689, "always D 26.891 %"),
      .reference(value: 0.2741, "0-shot, 8 loops 27.41 %", number: 2),
      .interval(
        PlotPoint(0, 3222.0 / 14042, low: 0.22258, high: 0.23648, label: "3222/14042 = 22.945 %", note: "95 % interval")
      ),
    ])

  /// Accuracy by confidence, with the diagonal on which both are the same.
  static let calibration = Plot(
    "Calibration", description: "Expected calibration error is 0.083.",
    x: .linear("confidence", .percent, showing: 0...1), y: .linear("accuracy", .percent, showing: 0...1),
    marks: [
      .diagonal("calibrated"),
      .histogram([
        PlotBins(
          "share of questions", number: 2, edges: (2...10).map { Double($0) / 10 },
          heights: [0.31, 0.28, 0.17, 0.1, 0.07, 0.04, 0.02, 0.01])
      ]),
      .dots([
        PlotSeries(
          "accuracy", number: 1,
          zip([0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95], [0.24, 0.28, 0.34, 0.41, 0.47, 0.58, 0.66, 0.71])
            .map { PlotPoint($0, $1, low: $1 - 0.02 - ($0 - 0.25) * 0.1, high: $1 + 0.02 + ($0 - 0.25) * 0.1) })
      ]),
    ])

  /// What a run that answered nothing has.
  static let nothing = Plot(
    "Accuracy by loop count", description: "No data.", x: .logarithmic("loops", base: .two),
    y: .linear("accuracy", .percent),
    marks: [.reference(value: 0.25, "chance"), .line(PlotSeries("5-shot", [PlotPoint(8, .nan)]))])

  /// All that are one plot, by name.
  static let all: [(name: String, plot: Plot)] = [
    ("headline", headline), ("depth", depth), ("line", line), ("exits", exits), ("groups", groups),
    ("subjects", subjects), ("letters", letters), ("positions", positions), ("confusion", confusion),
    ("margins", margins), ("calibration", calibration), ("residuals", residuals), ("nothing", nothing),
  ]
}

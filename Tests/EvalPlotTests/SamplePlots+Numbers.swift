@testable import EvalPlot

extension SamplePlots {
  /// Percentages at the loop counts, with an interval of 0.7 points on both sides.
  static func curve(_ name: String, number: Int, _ percents: [Double]) -> PlotSeries {
    PlotSeries(
      name, number: number,
      zip(loops, percents).map { loops, percent in
        PlotPoint(loops, percent / 100, low: percent / 100 - 0.007, high: percent / 100 + 0.007)
      })
  }

  /// Values of categories.
  static func points(_ values: [Double]) -> [PlotPoint] {
    values.enumerated().map { PlotPoint(Double($0.offset), $0.element) }
  }

  /// Values of categories with an interval of `half` on both sides.
  static func shares(_ values: [Double], _ half: Double) -> [PlotPoint] {
    values.enumerated().map {
      PlotPoint(Double($0.offset), $0.element, low: $0.element - half, high: $0.element + half)
    }
  }

  /// Accuracies at costs in units of one loop.
  static func series(_ pairs: [(Double, Double)]) -> [PlotPoint] { pairs.map { PlotPoint($0.0 * 1.7e11, $0.1) } }

  static let edges = stride(from: -4.0, through: 4, by: 0.25).map { $0 }

  /// About normal numbers, the same in every run: sums of twelve from a linear congruential generator.
  static func noise(_ count: Int, seed: UInt64) -> [Double] {
    var state = seed
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(UInt64(1) << 53)
    }
    return (0..<count).map { _ in (0..<12).reduce(-6) { sum, _ in sum + next() } }
  }

  static let subjectNames = [
    "abstract_algebra", "anatomy", "astronomy", "business_ethics", "clinical_knowledge", "college_biology",
    "college_chemistry", "college_computer_science", "conceptual_physics", "econometrics", "formal_logic",
    "high_school_government_and_politics", "high_school_macroeconomics", "human_sexuality", "international_law",
    "marketing", "moral_scenarios", "professional_law", "us_foreign_policy", "world_religions",
  ]

  static let pairs: [PlotPair] = {
    let first = noise(subjectNames.count, seed: 3).map { 0.27 + $0 * 0.02 }
    let shift = noise(subjectNames.count, seed: 4).map { 0.02 + $0 * 0.035 }
    return subjectNames.indices.map { index in
      PlotPair(
        Double(index), first[index], first[index] + shift[index], low: shift[index] - 0.035, high: shift[index] + 0.035)
    }
  }()

  static let confusionCells: [PlotCell] = {
    let counts: [[Double]] = [
      [2062, 401, 452, 307], [2290, 454, 487, 231], [2330, 460, 530, 262], [2438, 489, 542, 307],
    ]
    return counts.enumerated().flatMap { row, counts in
      counts.enumerated().map { column, count in PlotCell(column, row, count) }
    }
  }()

  static let residualCells: [PlotCell] = (0..<8).flatMap { row in
    (0..<24).map { column in
      PlotCell(column, row, 0.9 / (1 + Double(column * column)) / (1 + Double(row) * 0.4))
    }
  }
}

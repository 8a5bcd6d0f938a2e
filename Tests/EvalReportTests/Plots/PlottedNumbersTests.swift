import EvalCore
import Foundation
import PythonValues
import Testing

@testable import EvalReport

/// Every number that a plot shows is in the JSON report: the SVG is parsed back and looked up there.
@Suite struct PlottedNumbersTests {
  /// A looped run with everything that is plotted.
  static let report: RunReport = {
    let outcomes = SampleReports.docs(right: [11, 12, 10], of: [14, 14, 12], loops: true)
    let questions = outcomes.map { outcome in
      let context = String(repeating: "word ", count: outcome.docID + outcome.task.count)
      return (
        DocKey(outcome),
        AskedQuestion(examples: "", arguments: outcome.choices.map { [context, " " + $0] }, target: "A")
      )
    }
    let report = SampleReports.measured(
      outcomes, readouts: [8, 400], trace: trace, questions: Dictionary(uniqueKeysWithValues: questions))
    var manifest = report.manifest
    manifest.model.loopsTrained = 16...80
    return RunReport(
      manifest: manifest, result: report.result, outcomes: report.outcomes, trace: report.trace,
      questions: report.questions)
  }()

  static let trace = DepthTrace(
    (0..<20).map { application in
      var average = TraceAverage()
      var row = TraceRow()
      row.residual = 1 / Double(application + 3)
      row.rms = 2 + Double(application) / 7
      average.add(row)
      return DepthTraceRecord(
        application: application, layer: application % 2, group: application / 10, loop: application % 10,
        average: average)
    })

  /// All numbers of a JSON text.
  static func numbers(_ json: String) throws -> Set<Double> {
    var found: Set<Double> = []
    func collect(_ value: PythonValue) {
      switch value {
      case .list(let items): items.forEach(collect)
      case .dictionary(let fields): fields.values.forEach(collect)
      case .int(let number): found.insert(Double(number))
      case .double(let number): found.insert(number)
      default: break
      }
    }
    let bytes = Array(json.utf8)
    collect(try JSONParser.value(in: bytes, bytes.indices))
    return found
  }

  /// The numbers of a plot's marks; places on axes of names are no numbers.
  static func plotted(_ svg: String) throws -> [(tag: String, value: Double)] {
    let tags = svg.matches(of: #/<[a-z]+ [^>]*data-[^>]*>/#).map { String($0.output) }
    let axes = tags.filter { $0.contains("data-axis=") }
    func isNames(_ axis: String) -> Bool {
      axes.contains { $0.contains("data-axis=\"\(axis)\"") && $0.contains("data-scale=\"categories\"") }
    }
    let places = Set((isNames("x") ? ["x", "position"] : []) + (isNames("y") ? ["y", "position"] : []))
    return try tags.filter { !$0.contains("data-axis=") }.flatMap { tag in
      try tag.matches(of: #/data-([a-z]+)="([^"]*)"/#).compactMap { match in
        let name = String(match.1)
        guard !["label", "series"].contains(name), !places.contains(name) else { return nil }
        return (tag, try #require(Double(match.2), "\(tag)"))
      }
    }
  }

  @Test func `each plot of a run`() throws {
    var known = try Self.numbers(JSONReport().render(Self.report))
    let margins = try #require(RunAnalysis(Self.report)?.answers.last?.margins)
    // Edges of bins are multiples of their width, which is there.
    known.formUnion((0...margins.right.count).map { Double($0) * margins.width })
    let files = PlotFile.all(Self.report)
    #expect(files.count >= 14)
    for file in files {
      let numbers = try Self.plotted(file.svg)
      #expect(!numbers.isEmpty, "\(file.name)")
      let unknown = numbers.filter { !known.contains($0.value) }.map { "\(file.name): \($0.tag)" }
      #expect(unknown.isEmpty)
    }
  }

  @Test func `comparisons`() throws {
    let runs = ["a", "b"].map { NamedReport(name: $0, report: Self.report) }
    let known = try Self.numbers(ConfigurationJSON(ConfigurationList(runs)).text(runs: []))
    let pairs = RunComparisons(runs).pairs
    #expect(pairs.count == 3)
    for pair in pairs {
      for plot in ComparisonPlots(pair.compared, first: "first", second: "second").all {
        let numbers = try Self.plotted(plot.svg(id: "c", width: 640, isFile: true))
        #expect(numbers.count >= 3)
        #expect(numbers.filter { !known.contains($0.value) }.map(\.tag).isEmpty)
      }
    }
  }

  @Test func `keys of the analysis are Foundation's in snake case`() throws {
    let analysis = try #require(RunAnalysis(Self.report).map(RunAnalysisJSON.init))
    func keys(_ json: String) -> Set<String> { Set(json.matches(of: #/"([a-z0-9_]+)" :/#).map { String($0.1) }) }
    let own = try JSONReport().render(Self.report)
    #expect(keys(try DepthReport.json(analysis)).subtracting(keys(own)) == [])
    #expect(own.contains("\"last_rms\""))
  }

  @Test func `the headline`() throws {
    let run = NamedReport(name: "run", report: Self.report)
    let plot = try #require(HeadlinePlot([run]).plot)
    let known = try Self.numbers(JSONReport().render(Self.report))
    // The one place of an axis that shows nothing is 0.
    let numbers = try Self.plotted(plot.svg(id: "a", width: 640, isFile: true)).filter { $0.value != 0 }
    #expect(numbers.count >= 4)
    #expect(numbers.filter { !known.contains($0.value) }.map(\.tag).isEmpty)
  }
}

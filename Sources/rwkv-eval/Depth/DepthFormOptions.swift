public import ArgumentParser
public import EvalReport

/// The form of a report about depth: flags of every `depth` command.
struct DepthFormOptions: ParsableArguments {
  @Option(help: "Form of the report on standard output: table, markdown or json.")
  var format: DepthReportFormat = .table

  @Flag(help: "Prints all rows and columns, not only those that matter most; json always has everything.")
  var all = false

  /// A report about a run in this form.
  func report(of run: RunLabel) -> DepthReport {
    DepthReport(of: run, format: format, style: .ofStandardOutput, showsAll: all)
  }
}

extension DepthReportFormat: ExpressibleByArgument {}

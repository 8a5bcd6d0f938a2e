public import ArgumentParser
public import EvalReport

extension ReportFormat: ExpressibleByArgument {}

public import ArgumentParser
public import EvalReport

extension DepthReportFormat: ExpressibleByArgument {}

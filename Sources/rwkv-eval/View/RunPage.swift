import EvalCore
import EvalReport
import EvalStore
import Foundation

/// Stored runs as one HTML page.
struct RunPage {
  /// The runs, the first of which the others are compared with.
  let reports: [StoredReport]

  /// The page's text.
  ///
  /// - Throws: `UserError` when there is no memory for it.
  func render() throws -> String {
    try HTMLReport(reports.named, isUnderWay: reports.contains(where: \.isUnderWay)).render()
  }
}

extension [StoredReport] {
  /// The runs under names that tell them apart.
  var named: [NamedReport] {
    get throws {
      try zip(RunNames(map(\.path)).names, self).map { name, report in
        NamedReport(
          name: name, report: report.report, tokenLines: try report.stored.folder.readTokenLines(),
          samplesName: report.samplesName)
      }
    }
  }
}

/// Names of runs, from their paths.
struct RunNames {
  /// In the order of the paths.
  let names: [String]

  /// The last parts of paths, as many of each as tell it from the others; where one is given twice, with a number.
  init(_ paths: [String]) {
    let parts = paths.map { $0.split(separator: "/").map(String.init) }
    var count = 1
    var names = parts.map { $0.suffix(count).joined(separator: "/") }
    while Set(names).count < names.count, count < parts.map(\.count).max() ?? 0 {
      count += 1
      names = parts.map { $0.suffix(count).joined(separator: "/") }
    }
    var seen: [String: Int] = [:]
    self.names = names.map { name in
      seen[name, default: 0] += 1
      let number = seen[name, default: 1]
      return number > 1 ? "\(name) (\(number))" : name
    }
  }
}

extension StoredReport {
  /// Whether a process is writing the run now.
  var isUnderWay: Bool { !stored.completion.isFinished && stored.folder.isBeingWritten }

  /// The name of the run's samples files, with `{task}` for the task.
  fileprivate var samplesName: String? {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path),
      names.contains(where: { $0.hasPrefix("samples_") && $0.hasSuffix(".jsonl") }),
      let files = names.sorted().compactMap({ LMEvalFiles(resultsName: $0) }).last
    else { return nil }
    return files.samplesName(task: "{task}")
  }
}

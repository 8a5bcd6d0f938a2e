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
    let names = Self.names(reports.map(\.path))
    let runs = try zip(names, reports).map { name, report in
      HTMLRun(name: name, report: report.report, tokenLines: try report.stored.folder.readTokenLines())
    }
    return try HTMLReport(runs, samplesName: samplesName).render()
  }

  /// The last parts of paths, as many of each as tell it from the others; where one is given twice, with a number.
  static func names(_ paths: [String]) -> [String] {
    let parts = paths.map { $0.split(separator: "/").map(String.init) }
    var count = 1
    var names = parts.map { $0.suffix(count).joined(separator: "/") }
    while Set(names).count < names.count, count < parts.map(\.count).max() ?? 0 {
      count += 1
      names = parts.map { $0.suffix(count).joined(separator: "/") }
    }
    var seen: [String: Int] = [:]
    return names.map { name in
      seen[name, default: 0] += 1
      let number = seen[name, default: 1]
      return number > 1 ? "\(name) (\(number))" : name
    }
  }

  /// The name of the first run's samples files, with `{task}` for the task.
  private var samplesName: String? {
    guard let folder = reports.first?.path,
      let names = try? FileManager.default.contentsOfDirectory(atPath: folder),
      names.contains(where: { $0.hasPrefix("samples_") && $0.hasSuffix(".jsonl") }),
      let files = names.sorted().compactMap({ LMEvalFiles(resultsName: $0) }).last
    else { return nil }
    return files.samplesName(task: "{task}")
  }
}

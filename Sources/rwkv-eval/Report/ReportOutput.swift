import Foundation

/// Where a report goes.
struct ReportOutput {
  /// A file, or nil for standard output.
  let path: String?

  /// Writes the report, to a file in one step.
  func write(_ text: String) throws {
    guard let path else { return FileHandle.standardOutput.write(Data(text.utf8)) }
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw ReportError.cannotWrite(path, cause: Self.sentence(error))
    }
  }

  private static func sentence(_ error: any Error) -> String {
    let text = error.localizedDescription
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }
}

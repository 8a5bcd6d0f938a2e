internal import OrderedCollections
internal import PythonValues

/// MMLU's rule for rows: no header; question, four choices, answer letter; no field empty.
enum MMLURows {
  /// The letters of the choices, as the answer column has them.
  private static let letters = ["A", "B", "C", "D"]
  private static let columns = ["question", "A", "B", "C", "D", "answer"]

  /// The docs of one file, with the fields that the Hub's form of the data has: question, subject, choices, and the
  /// answer's index.
  ///
  /// - Throws: `CSVError` naming the row and column.
  static func docs(of bytes: [UInt8], path: String, subject: String) throws(CSVError) -> [Doc] {
    var docs: [Doc] = []
    for fields in try CSVReader.rows(of: bytes, path: path) {
      docs.append(try doc(fields, row: docs.count, subject: subject, path: path))
    }
    return docs
  }

  private static func doc(_ fields: [String], row: Int, subject: String, path: String) throws(CSVError) -> Doc {
    try checkShape(fields, row: row, path: path)
    guard let answer = letters.firstIndex(of: fields[5]) else {
      let found = fields[5].count <= 20 ? fields[5].debugDescription : "a text of \(fields[5].count) characters"
      throw CSVError(
        "expected A, B, C or D as the answer, found \(found)", path: path, row: row + 1, column: 6,
        columnName: columns[5],
        remedy: "Give the answer as one capital letter; a header line does not belong in MMLU's files.")
    }
    return [
      "question": .string(fields[0]), "subject": .string(subject),
      "choices": .list(fields[1...4].map(PythonValue.string)), "answer": .int(answer),
    ]
  }

  private static func checkShape(_ fields: [String], row: Int, path: String) throws(CSVError) {
    let remedy = "MMLU's rows are: \(columns.joined(separator: ", ")). A field with commas must stand in quotes."
    guard fields.count == columns.count else {
      let problem =
        fields == [""] ? "is a blank line" : "has \(fields.count) columns where \(columns.count) are expected"
      throw CSVError(problem, path: path, row: row + 1, remedy: remedy)
    }
    guard let empty = fields.firstIndex(where: \.isEmpty) else { return }
    throw CSVError(
      "is empty", path: path, row: row + 1, column: empty + 1, columnName: columns[empty], remedy: remedy)
  }
}

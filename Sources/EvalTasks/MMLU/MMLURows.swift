/// MMLU's rule for rows: no header; question, four choices, answer letter; no field empty.
enum MMLURows {
  private static let columns = ["question", "A", "B", "C", "D", "answer"]

  /// The docs of one file.
  ///
  /// - Throws: `CSVError` naming the row and column.
  static func docs(of bytes: [UInt8], path: String, subject: String) throws(CSVError) -> [MMLUDoc] {
    var docs: [MMLUDoc] = []
    for fields in try CSVReader.rows(of: bytes, path: path) {
      docs.append(try doc(fields, row: docs.count, subject: subject, path: path))
    }
    return docs
  }

  private static func doc(_ fields: [String], row: Int, subject: String, path: String) throws(CSVError) -> MMLUDoc {
    try checkShape(fields, row: row, path: path)
    guard let answer = MMLUDoc.letters.firstIndex(of: fields[5]) else {
      let found = fields[5].count <= 20 ? fields[5].debugDescription : "a text of \(fields[5].count) characters"
      throw CSVError(
        "expected A, B, C or D as the answer, found \(found)", path: path, row: row + 1, column: 6,
        columnName: columns[5],
        remedy: "Give the answer as one capital letter; a header line does not belong in MMLU's files.")
    }
    return MMLUDoc(
      subject: subject, row: row, question: fields[0], choices: Array(fields[1...4]), answer: answer)
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

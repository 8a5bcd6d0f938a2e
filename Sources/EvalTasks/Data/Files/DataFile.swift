/// A data file with its content, unpacked.
struct DataFile: Sendable {
  /// The file's name for error messages: its path, or the archive's and the entry's.
  let place: String
  let name: DocFormat.FileName
  let bytes: [UInt8]
}

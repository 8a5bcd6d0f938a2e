/// The form of a data file, told by its name.
enum DocFormat: String, CaseIterable {
  case jsonLines = "jsonl"
  case json
  case csv
  case tsv
  case parquet
  case arrow

  private static let packings = [".gz", ".xz", ".bz2", ".zst"]

  /// A file's name taken apart.
  struct FileName {
    let format: DocFormat
    /// The name without the suffixes of form and packing.
    let stem: String
    /// Whether it is packed by gzip, xz, bzip2 or zstd.
    let isPacked: Bool

    /// Nil when the name's suffix is none of a data file's.
    init?(_ name: String) {
      let packing = DocFormat.packings.first(where: name.hasSuffix)
      let inner = packing.map { name.dropLast($0.count) } ?? name[...]
      guard let dot = inner.lastIndex(of: "."), dot != inner.startIndex else { return nil }
      let suffix = inner[inner.index(after: dot)...].lowercased()
      guard let format = DocFormat(rawValue: suffix == "ndjson" ? "jsonl" : suffix) else { return nil }
      self.format = format
      stem = String(inner[..<dot])
      isPacked = packing != nil
    }
  }
}

/// What an archive says about an entry before its content.
struct EntryHeader {
  /// What the entry is.
  enum Kind { case file, folder, link, other }

  /// The checked path inside the archive.
  let path: String
  /// What the entry is.
  let kind: Kind
  /// Whether its content is encrypted.
  let isEncrypted: Bool
  /// The uncompressed size in bytes that the archive claims, where it does.
  let claimedSize: Int?
}

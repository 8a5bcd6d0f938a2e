/// Why two runs cannot be compared doc by doc.
public enum PairingError: Error, Hashable, CustomStringConvertible {
  /// A doc of one run is not in the run named `from`.
  case missing(DocKey, from: String)
  /// A doc has other text or another right answer in the second run than in the first.
  case different(DocKey, String, String)

  /// What, where and how to remedy it.
  public var description: String {
    switch self {
    case .missing(let doc, let run):
      "\(run): \(doc) is not in this run, but in the one that it is compared with. "
        + "Compare runs made with the same --data, --split, --subjects and --limit."
    case .different(let doc, let first, let second):
      "\(second): \(doc) has another text or another right answer than in \(first). "
        + "Compare runs made with the same --data and --split."
    }
  }
}

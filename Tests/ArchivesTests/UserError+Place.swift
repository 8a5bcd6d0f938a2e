import Console

extension UserError {
  /// The archive that is to blame.
  var path: String? {
    switch place {
    case .path(let path), .entry(let path, _): path
    default: nil
    }
  }

  /// The entry that is to blame.
  var entry: String? {
    if case .entry(_, let entry) = place { entry } else { nil }
  }
}

import Console

extension UserError {
  /// The file that is to blame.
  var path: String? {
    switch place {
    case .path(let path), .line(let path, _), .tensor(let path, _): path
    default: nil
    }
  }

  /// The tensor that is to blame.
  var tensor: String? {
    if case .tensor(_, let tensor) = place { tensor } else { nil }
  }

  /// The line that is to blame.
  var line: Int? {
    if case .line(_, let line) = place { line } else { nil }
  }
}

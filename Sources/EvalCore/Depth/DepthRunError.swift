/// Why a run that is all right by itself says nothing about depths.
public enum DepthRunError: Error, Hashable, CustomStringConvertible {
  /// There are fewer than two loop counts.
  case oneDepth(run: String, loops: Int?)
  /// There are no docs.
  case noDocs(run: String)
  /// An exit rule stopped docs before the last loop count.
  case stoppedEarly(run: String)
  /// Two runs have no loop count in common.
  case noCommonLoops(first: String, second: String)

  /// What, where and how to remedy it.
  public var description: String {
    switch self {
    case .oneDepth(let run, let loops):
      "\(run): \(loops.map { "was read out at \($0) loops only" } ?? "has no loop counts"), and two or more are compared. "
        + "Run it again with several, for example --loops 8,16,400."
    case .noDocs(let run):
      "\(run): has no docs. Run it again to its end."
    case .stoppedEarly(let run):
      "\(run): an exit rule stopped docs before the last loop count, so not every doc has every depth. Run it again without "
        + "--exit."
    case .noCommonLoops(let first, let second):
      "\(second): has no loop count in common with \(first). Run it again with the same --loops."
    }
  }
}

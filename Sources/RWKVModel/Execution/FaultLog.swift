internal import RWKVKernels

/// For every row of a forest, the first application in which its numbers broke.
public struct FaultLog: Sendable {
  /// Applications are numbered from 0; the final norm counts as one more.
  private var overflow: [Int32]
  private var nonFinite: [Int32]
  private(set) var isEmpty = true
  /// The row that is meant by each row that a fault is recorded for; nil where these are the same.
  private var meantRows: [Int]?

  /// A log of a forest that is sound so far.
  public init(rows: Int) {
    overflow = Array(repeating: .max, count: rows)
    nonFinite = Array(repeating: .max, count: rows)
  }

  /// Takes over and lowers the flags raised during an application.
  ///
  /// - Parameter chunks: What the flags are raised for.
  mutating func record(_ flags: RowFlagBuffer, of chunks: [ForestChunk], application: Int) {
    guard flags.isAnyRaised else { return }
    for chunk in chunks {
      for (offset, row) in chunk.rows.enumerated() {
        record(flags[chunk.streamStart + offset], row: row, application: application)
      }
    }
    flags.clear()
  }

  /// Rows that faults are recorded for are from now on some of those of before.
  mutating func restrict(to rows: [Int]) { meantRows = rows.map { meantRows?[$0] ?? $0 } }

  /// Takes over what a log of other rows of the same forest has found.
  public mutating func merge(_ other: FaultLog) {
    guard !other.isEmpty else { return }
    isEmpty = false
    for row in overflow.indices {
      overflow[row] = min(overflow[row], other.overflow[row])
      nonFinite[row] = min(nonFinite[row], other.nonFinite[row])
    }
  }

  /// Records a finding about one row, made outside the forest's own buffers.
  mutating func record(_ flags: RowFlags, row: Int, application: Int) {
    guard !flags.isEmpty else { return }
    isEmpty = false
    let row = meantRows?[row] ?? row
    if flags.contains(.varianceOverflow) { overflow[row] = min(overflow[row], Int32(application)) }
    if flags.contains(.nonFinite) { nonFinite[row] = min(nonFinite[row], Int32(application)) }
  }

  /// The earliest fault on a path of rows; of equals, that at the earliest position.
  public func first(on path: some Collection<Int32>) -> PathFault? {
    guard !isEmpty else { return nil }
    var first: PathFault?
    var firstNonFinite: Int32 = .max
    for (position, row) in path.enumerated() {
      firstNonFinite = min(firstNonFinite, nonFinite[Int(row)])
      let application = min(overflow[Int(row)], nonFinite[Int(row)])
      guard application != .max, application < first.map({ Int32($0.application) }) ?? .max else { continue }
      first = PathFault(
        isOverflow: overflow[Int(row)] == application && nonFinite[Int(row)] != application,
        application: Int(application), position: position, firstNonFinite: nil)
    }
    first?.firstNonFinite = firstNonFinite == .max ? nil : Int(firstNonFinite)
    return first
  }
}

/// A fault on a path of rows.
public struct PathFault: Sendable, Hashable {
  /// Whether a norm's variance overflowed while all values were finite; otherwise a value was NaN or infinite.
  public let isOverflow: Bool
  /// Index of the application, from 0; the number of applications for the final norm.
  public let application: Int
  /// Position on the path, from 0.
  public let position: Int
  /// First application with NaN or infinity anywhere on the path, if any.
  public var firstNonFinite: Int?
}

/// What was seen in a row of activations.
public struct RowFlags: OptionSet, Sendable {
  /// One bit a finding.
  public let rawValue: UInt8
  /// NaN or infinity in the row.
  public static let nonFinite = RowFlags(rawValue: 1)
  /// All values were finite, but their variance overflowed fp32.
  public static let varianceOverflow = RowFlags(rawValue: 2)

  /// A set of flags.
  public init(rawValue: UInt8) { self.rawValue = rawValue }
}

/// Flags of all rows of a forest, raised by kernels on several threads, each on rows of its own.
@safe public final class RowFlagBuffer: @unchecked Sendable {
  /// Number of rows.
  public let rows: Int
  let base: UnsafeMutablePointer<UInt8>

  /// No flags raised.
  public init(rows: Int) {
    self.rows = rows
    unsafe base = .allocate(capacity: max(rows, 1))
    unsafe base.initialize(repeating: 0, count: max(rows, 1))
  }

  deinit { unsafe base.deallocate() }

  /// The flags of one row.
  public subscript(row: Int) -> RowFlags {
    get {
      precondition(row >= 0 && row < rows, "row \(row) of \(rows)")
      return unsafe RowFlags(rawValue: base[row])
    }
    set {
      precondition(row >= 0 && row < rows, "row \(row) of \(rows)")
      unsafe base[row] = newValue.rawValue
    }
  }

  /// Whether any row has a flag.
  public var isAnyRaised: Bool {
    var all: UInt8 = 0
    for row in 0..<rows { unsafe all |= base[row] }
    return all != 0
  }

  /// Lowers all flags.
  public func clear() { unsafe base.update(repeating: 0, count: rows) }
}

/// The lines by which two texts differ.
public struct TextDiff: Sendable, Hashable {
  /// What became of a line.
  public enum Change: Sendable, Hashable {
    /// The line is in both texts.
    case kept
    /// The line is in the old text only.
    case removed
    /// The line is in the new text only.
    case inserted
  }

  /// A line without its `\n`, and what became of it.
  public struct Line: Sendable, Hashable {
    /// What became of the line.
    public let change: Change
    /// The line's text.
    public let text: String

    /// A line of a diff.
    public init(_ change: Change, _ text: String) {
      self.change = change
      self.text = text
    }
  }

  /// All lines of both texts in order; where lines were replaced, the removed come before the inserted.
  public let lines: [Line]

  /// Whether the texts are the same, byte for byte.
  public var isEmpty: Bool { lines.allSatisfy { $0.change == .kept } }

  /// Compares two texts line by line.
  ///
  /// Only `\n` ends a line, and lines are equal when their bytes are, so that `\r` and differences of Unicode
  /// normalisation show. A text that ends with `\n` has an empty last line.
  public init(from old: String, to new: String) {
    let oldLines = Self.lines(of: old)
    let newLines = Self.lines(of: new)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in newLines.difference(from: oldLines) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var lines: [Line] = []
    var oldIndex = 0
    var newIndex = 0
    while oldIndex < oldLines.count || newIndex < newLines.count {
      if removed.contains(oldIndex) {
        lines.append(Line(.removed, String(decoding: oldLines[oldIndex], as: UTF8.self)))
        oldIndex += 1
      } else if inserted.contains(newIndex) {
        lines.append(Line(.inserted, String(decoding: newLines[newIndex], as: UTF8.self)))
        newIndex += 1
      } else {
        lines.append(Line(.kept, String(decoding: oldLines[oldIndex], as: UTF8.self)))
        oldIndex += 1
        newIndex += 1
      }
    }
    self.lines = lines
  }

  private static func lines(of text: String) -> [[UInt8]] {
    Array(text.utf8).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
  }
}

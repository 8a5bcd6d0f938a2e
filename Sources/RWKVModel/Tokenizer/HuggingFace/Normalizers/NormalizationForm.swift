/// A normalization form of Unicode.
///
/// PyPI's `tokenizers` has the data of Unicode 9: what came later stays as it is, and ends what marks belong to.
/// Source: Unicode Standard Annex #15.
enum NormalizationForm: Sendable {
  /// Canonical composition.
  case nfc
  /// Canonical decomposition.
  case nfd
  /// Compatibility composition.
  case nfkc
  /// Compatibility decomposition.
  case nfkd

  /// The text in this form.
  func apply(to text: [UInt32]) -> [UInt32] {
    // Below U+00A0, and in composed forms below U+0300 where nothing is compatible, all stays.
    let inert: UInt32 = self == .nfc ? 0x300 : 0xA0
    guard text.contains(where: { $0 >= inert }) else { return text }
    let isCompatible = self == .nfkc || self == .nfkd
    let parts = Self.ordered(text.flatMap { NormalizationTables.decomposition(of: $0, isCompatible: isCompatible) })
    return self == .nfc || self == .nfkc ? Self.composed(parts) : parts
  }

  /// With marks in the order of their classes.
  private static func ordered(_ text: [UInt32]) -> [UInt32] {
    var ordered: [UInt32] = []
    ordered.reserveCapacity(text.count)
    var marks: [(class: UInt8, index: Int, scalar: UInt32)] = []
    func flush() {
      if marks.count > 1 { marks.sort { ($0.class, $0.index) < ($1.class, $1.index) } }
      ordered += marks.map(\.scalar)
      marks.removeAll(keepingCapacity: true)
    }
    for scalar in text {
      let mark = NormalizationTables.combiningClass(of: scalar)
      if mark == 0 {
        if !marks.isEmpty { flush() }
        ordered.append(scalar)
      } else {
        marks.append((mark, marks.count, scalar))
      }
    }
    flush()
    return ordered
  }

  private static func composed(_ text: [UInt32]) -> [UInt32] {
    var composed: [UInt32] = []
    composed.reserveCapacity(text.count)
    var starter: Int?
    /// The class of what stands last; nil right behind the starter.
    var last: UInt8?
    for scalar in text {
      let mark = NormalizationTables.combiningClass(of: scalar)
      if let starter, last.map({ $0 != 0 && $0 < mark }) ?? true,
        let pair = NormalizationTables.composition(composed[starter], scalar)
      {
        composed[starter] = pair
        continue
      }
      if mark == 0 {
        starter = composed.count
        last = nil
      } else {
        last = mark
      }
      composed.append(scalar)
    }
    return composed
  }
}

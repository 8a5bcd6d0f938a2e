import EvalCore

/// The JSON form of a comparison of number formats.
struct PrecisionJSON: Encodable {
  /// Both runs at a loop count.
  struct Depth: Encodable {
    let loops: Int
    let agreeing: Int
    let total: Int
    let agreement: Double
    let notFinite: Int
    let largestDifference: Nullable<Double>

    init(_ depth: PrecisionBreak.Depth) {
      loops = depth.loops
      agreeing = depth.agreeing
      total = depth.total
      agreement = depth.agreement
      notFinite = depth.invalid
      largestDifference = Nullable(finite: depth.largestDifference)
    }
  }

  /// A run; applications are null where nothing gives out, and where there is no trace.
  struct Side: Encodable {
    let run: String
    let precision: String
    let hasTrace: Bool
    let firstNonFinite: Nullable<Int>
    let firstFrozen: Nullable<Int>
    let lastFinite: Nullable<Int>
    let lastRMS: Nullable<Double>
    let lastFrozenShare: Nullable<Double>

    init(_ side: PrecisionSide) {
      run = side.run.name
      precision = side.precision
      hasTrace = side.limits != nil
      firstNonFinite = Nullable(side.limits?.nonFinite?.application)
      firstFrozen = Nullable(side.limits?.frozen?.application)
      lastFinite = Nullable(side.limits?.last?.application)
      lastRMS = Nullable(finite: side.limits?.last?.rms)
      lastFrozenShare = Nullable(finite: side.limits?.last?.frozenShare)
    }
  }

  let reference: Side
  let other: Side
  let depths: [Depth]
  let breaksAtLoops: Nullable<Int>

  init(_ found: PrecisionBreak, reference: PrecisionSide, other: PrecisionSide) {
    self.reference = Side(reference)
    self.other = Side(other)
    depths = found.depths.map(Depth.init)
    breaksAtLoops = Nullable(found.first?.loops)
  }
}

public import EvalCore

/// From which loop count on a number format answers otherwise, and where its arithmetic gives out.
struct PrecisionPage {
  private let found: PrecisionBreak
  private let reference: PrecisionSide
  private let other: PrecisionSide
  private let selection: DepthSelection

  init(_ found: PrecisionBreak, reference: PrecisionSide, other: PrecisionSide, showsAll: Bool) {
    self.found = found
    self.reference = reference
    self.other = other
    let first = found.depths.firstIndex { $0.loops == found.first?.loops }
    selection = DepthSelection(
      found.depths.map { Double($0.loops) }, keeping: first.map { [$0] } ?? [], showsAll: showsAll)
  }

  var page: DepthPage { DepthPage(title: "Precision", parts: [answers, hiddenStates]) }

  private var answers: DepthPage.Part {
    let depths = selection.rows(found.depths)
    return DepthPage.Part(
      heading: "Answers in \(other.precision) against \(reference.precision) (\(reference.run.name))",
      table: TextTable(columns: [
        TableColumn("Loops", depths) { "\($0.loops)" },
        TableColumn("Same answer", depths) { "\($0.agreeing)/\($0.total)" },
        TableColumn("Agreement", depths) { NumberText.percent($0.agreement) },
        TableColumn("Not finite", depths) { "\($0.invalid)" },
        TableColumn("Difference", depths) { $0.largestDifference.map { NumberText.significant($0, 3) } ?? "–" },
      ]),
      lines: [verdict] + differences + [selection.leftOut("loop counts")].compactMap(\.self) + [
        "Not finite: docs whose numbers broke in \(other.precision). They agree with nothing.",
        "Difference: the largest of a choice's log-probabilities in nats, over docs with finite numbers in both.",
      ])
  }

  private var verdict: String {
    let required = NumberText.percent(PrecisionBreak.requiredAgreement, 0)
    return found.first.map {
      "\(other.precision) breaks at \($0.loops) loops: fewer than \(required) of the docs have the answer of "
        + "\(reference.precision)."
    }
      ?? "\(other.precision) does not break: at every loop count \(required) of the docs or more have the answer of \(reference.precision)."
  }

  private var differences: [String] {
    let names = ManifestDifference.all(reference.run.manifest, other.run.manifest).map(\.name)
      .filter { $0 != "precision" }
    return names.isEmpty ? [] : ["Not the precision alone is another: \(names.joined(separator: ", "))."]
  }

  private var hiddenStates: DepthPage.Part {
    let sides = [reference, other]
    let rows = sides.compactMap { side in side.limits.map { (side.precision, $0) } }
    let missing = sides.filter { $0.limits == nil }.map { "\($0.run.name) has no trace of hidden states." }
    return DepthPage.Part(
      heading: "Hidden states",
      table: rows.isEmpty
        ? nil
        : TextTable(columns: [
          TableColumn("Precision", isRight: false, rows) { $0.0 },
          TableColumn("Not finite from", isRight: false, rows) { place($0.1.nonFinite) },
          TableColumn("Frozen from", isRight: false, rows) { place($0.1.frozen) },
          TableColumn("Last finite", isRight: false, rows) { place($0.1.last) },
          TableColumn("RMS", rows) { $0.1.last?.rms.map { NumberText.significant($0, 3) } ?? "–" },
          TableColumn("Frozen", rows) { NumberText.percent($0.1.last?.frozenShare, 1) },
        ]),
      lines: missing + [
        "Places: layer applications from 0. RMS and frozen channels: after the last finite one.",
        "Frozen from: the first application that leaves a tenth of the channels as they were: steps lost in rounding look "
          + "like convergence.",
      ])
  }

  private func place(_ record: DepthTraceRecord?) -> String {
    guard let record else { return "never" }
    return "\(record.application)" + (record.group.map { " (group \($0), loop \(record.loop ?? 0))" } ?? "")
  }
}

/// A run in a comparison of number formats.
public struct PrecisionSide: Sendable {
  /// The run.
  public let run: RunLabel
  /// Where its arithmetic gave out; nil for a run without a trace.
  public let limits: ArithmeticLimits?

  /// A side.
  public init(run: RunLabel, limits: ArithmeticLimits?) {
    self.run = run
    self.limits = limits
  }

  /// The number format, for example `fp16`.
  public var precision: String { run.manifest.machine.precision }
}

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

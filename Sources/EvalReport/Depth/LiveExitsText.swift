import EvalCore

/// Where docs stopped under an exit rule, as a table with what is to be said of it.
struct LiveExitsText {
  private let exits: LiveExits
  private let work: RunManifest.Work?

  init(_ exits: LiveExits, work: RunManifest.Work?) {
    self.exits = exits
    self.work = work
  }

  /// For example `entropy < 0.3, from 16 loops`.
  var rule: String { ExitPolicyText(.rule(exits.rule)).text }

  /// Docs by depth.
  var table: TextTable {
    let rows = Array(zip(exits.depths, exits.histogram))
    return TextTable(columns: [
      TableColumn("Loops", rows) { NumberText.loops($0.0.loops) },
      TableColumn("Layer applications", rows) { "\($0.0.layerApplications)" },
      TableColumn("Docs", rows) { "\($0.1)" },
      TableColumn("Share", rows) { NumberText.percent(Double($0.1) / Double(exits.total), 1) },
    ])
  }

  /// A sentence each.
  var lines: [String] { [mean] + [computed].compactMap { $0 } }

  private var mean: String {
    var text = "Mean over docs: \(NumberText.fixed(exits.meanApplications, 2)) layer applications"
    if let flops = exits.meanFlopsPerToken {
      let unit = FlopUnit(for: flops)
      text += ", \(NumberText.fixed(flops / unit.size, 3)) \(unit.name) a token"
    }
    return text + (exits.savedShare.map { ", \(NumberText.percent($0, 1)) less than all loops" } ?? "") + "."
  }

  /// Fewer are saved than docs save, where a prefix is shared with docs that go on.
  private var computed: String? {
    guard let work, let deepest = exits.depths.last?.layerApplications, work.computedTokens > 0 else { return nil }
    let share = 1 - Double(work.tokenApplications) / (Double(work.computedTokens) * Double(deepest))
    return
      "Computed: \(work.tokenApplications) token × layer applications, \(NumberText.percent(share, 1)) less than all loops "
      + "(a shared prefix goes on with the last doc that needs it)."
  }
}

/// The JSON form of where docs stopped.
struct LiveExitsJSON: Encodable {
  let rule: ExitRule
  let loops: [Int?]
  let histogram: [Int]
  let meanLayerApplications: Double
  let meanFlopsPerToken: Nullable<Double>
  let savedShare: Nullable<Double>

  private enum CodingKeys: String, CodingKey {
    case rule, loops, histogram
    case meanLayerApplications = "mean_layer_applications"
    case meanFlopsPerToken = "mean_flops_per_token"
    case savedShare = "saved_share"
  }

  init(_ exits: LiveExits) {
    rule = exits.rule
    loops = exits.depths.map(\.loops)
    histogram = exits.histogram
    meanLayerApplications = exits.meanApplications
    meanFlopsPerToken = Nullable(exits.meanFlopsPerToken)
    savedShare = Nullable(exits.savedShare)
  }
}

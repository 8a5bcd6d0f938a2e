import EvalCore

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

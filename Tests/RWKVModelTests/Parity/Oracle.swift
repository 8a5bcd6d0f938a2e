import Foundation
import RWKVModel
import SharedFixtures
import Testing

/// A JSON file of the project's oracles, in the repository or in the shared folder.
enum Oracle {
  static func object(_ relative: String) throws -> [String: Any] {
    let data = try Data(contentsOf: URL(filePath: SharedFixtures.nearest(relative)))
    return try unwrap(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  /// For tests of oracles that are in the shared folder only.
  static let isThere: ConditionTrait = .enabled(if: SharedFixtures.has("oracle"), "\(SharedFixtures.missing)")

  /// Numbers, `null` as NaN.
  static func floats(_ value: Any?) throws -> [Double] {
    try unwrap(value as? [Any]).map { ($0 as? NSNumber)?.doubleValue ?? .nan }
  }

  static func rows(_ value: Any?) throws -> [[Double]] { try unwrap(value as? [Any]).map { try floats($0) } }
}

/// `#require`, which cannot be nested in itself.
func unwrap<Value>(_ value: Value?, _ location: SourceLocation = #_sourceLocation) throws -> Value {
  try #require(value, sourceLocation: location)
}

/// Logits of every position of a sequence, and where numbers broke.
struct SequenceLogits {
  var logits: [[Float]] = []
  var fault: PathFault?

  init(
    _ model: RWKVModel, _ program: DepthProgram, _ tokens: [Int], engine: Engine = Engine(threads: 2),
    lastOnly: Bool = false
  ) throws {
    let forest = TokenForest([tokens.map(Int32.init)], sharesPrefixes: program.isCausal)
    let rows = lastOnly ? forest.paths[0].suffix(1) : forest.paths[0][...]
    let head = OutputHead(model, engine: engine)
    var result: (logits: [[Float]], fault: PathFault?) = ([], nil)
    try ForwardPass(model, programs: [program], engine: engine).run(forest, rows: Array(rows)) { readout in
      result = (head.logits(hidden: readout.hidden), readout.faults.first(on: forest.paths[0]))
    }
    (logits, fault) = result
  }
}

/// Largest absolute difference; infinity where only one side is a number.
func largestDifference(_ got: [[Float]], _ expected: [[Double]]) -> Double {
  precondition(got.count == expected.count)
  return zip(got, expected).reduce(0) { largest, rows in
    zip(rows.0, rows.1).reduce(largest) {
      let difference = abs(Double($1.0) - $1.1)
      return difference.isNaN ? .infinity : max($0, difference)
    }
  }
}

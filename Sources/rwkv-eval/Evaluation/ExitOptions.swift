import ArgumentParser
import EvalCore
import EvalTasks
import Foundation
import PythonValues

/// The rule by which docs stop looping: flags of commands that score docs.
struct ExitOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Stops a doc at the first read-out at which this holds: residual=X, kl=X or entropy=X (below X), max-probability=X or \
      margin=X (above X), or argmax-stable. Without a list of loop counts, all multiples of the groups are read out.
      """, valueName: "rule=threshold"), transform: ExitFlag.init(argument:))
  var exit: ExitFlag?

  @Option(help: ArgumentHelp("Loops before which --exit stops no doc.", valueName: "loops"))
  var exitAfter: Int?

  @Option(
    help: ArgumentHelp("Read-outs in a row at which the rule of --exit must hold. Default: 1.", valueName: "count"))
  var exitPatience: Int?

  func validate() throws {
    if let exitAfter, exitAfter < 0 { throw ValidationError("--exit-after \(exitAfter): 0 or more") }
    if let exitPatience, exitPatience < 1 { throw ValidationError("--exit-patience \(exitPatience): at least 1") }
    if exit == nil, exitAfter != nil || exitPatience != nil {
      throw ValidationError(
        "--exit-after and --exit-patience belong to a rule: add --exit, for example --exit entropy=0.3")
    }
  }

  /// The rule; nil where every doc is read out everywhere.
  var rule: ExitRule? {
    exit.map {
      ExitRule(
        criterion: $0.criterion, threshold: $0.threshold, minimumLoops: exitAfter ?? 0, patience: exitPatience ?? 1)
    }
  }
}

/// The flag `--exit entropy=0.3`.
struct ExitFlag {
  let criterion: ExitCriterion
  /// 0 for a criterion without a threshold.
  let threshold: Double

  private static let names = ExitCriterion.allCases.map(\.flagName)

  /// - Throws: `ValidationError` that names the rule or threshold that cannot be.
  init(argument: String) throws {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let criterion = ExitCriterion.allCases.first(where: { $0.flagName == parts[0] }) else {
      let question = DidYouMean.question(parts[0], in: Self.names)
      throw ValidationError(
        "there is no rule \"\(parts[0])\". \(question.isEmpty ? "" : question + " ")Rules: "
          + "\(Self.names.joined(separator: ", "))")
    }
    self.criterion = criterion
    guard criterion.hasThreshold else {
      guard parts.count == 1 else {
        throw ValidationError("\(parts[0]) has no threshold; how often in a row it must hold is --exit-patience")
      }
      threshold = 0
      return
    }
    guard parts.count == 2 else {
      throw ValidationError("\(parts[0]) needs a threshold, for example \(parts[0])=\(criterion.exampleThreshold)")
    }
    let limit = criterion == .maxProbability ? 1 : Double.infinity
    guard let value = Double(parts[1]), value > 0, value < limit else {
      throw ValidationError(
        "the threshold \"\(parts[1])\" of \(parts[0]) is not a number above 0" + (limit == 1 ? " and below 1" : ""))
    }
    threshold = value
  }
}

extension ExitCriterion {
  /// The name in a flag, for example `max-probability`.
  var flagName: String { rawValue.replacing("_", with: "-") }

  fileprivate var exampleThreshold: Double {
    switch self {
    case .residual, .kl: 0.01
    case .entropy: 0.3
    case .maxProbability: 0.9
    case .margin: 2
    case .argmaxStable: 0
    }
  }
}

/// Counts over a set of docs at one read-out depth.
///
/// Docs may differ in the number of their choices, and a set may mix docs with and without choices.
public struct Tally: Sendable, Hashable {
  /// Labels of the choices by position; a position whose label differs between docs is named by its number, from 1.
  ///
  /// A label that would not be seen is in quotes.
  public var labels: [String] { names.map { $0.allSatisfy(\.isWhitespace) ? "\"\($0)\"" : $0 } }
  /// Whether no position's label differs between docs, so that a label is an answer in itself: A, or yes.
  public private(set) var hasFixedLabels = true
  /// Docs.
  public private(set) var total = 0
  /// Docs that can be right or wrong: all but those of rolling tasks.
  public private(set) var judged = 0
  /// Docs with choices.
  public private(set) var withChoices = 0
  /// Docs whose predicted choice is a right one, or whose continuation is greedy.
  public private(set) var correct = 0
  /// Docs whose numbers broke; wrong.
  public private(set) var invalid = 0
  /// Docs without a prediction because the best choices tie exactly; wrong.
  public private(set) var ties = 0
  /// Ties whose first choice is a right one: lm-evaluation-harness's `acc` counts these docs as right.
  public private(set) var tiesRightAtFirst = 0
  /// Docs whose best two choices are so close, without being equal, that rounding could have decided.
  public private(set) var nearTies = 0
  /// Docs by predicted choice; docs without a prediction are in none.
  public private(set) var predicted: [Int] = []
  /// Docs by right choice: what always answering it scores.
  ///
  /// A doc with several right choices is in each of them.
  public private(set) var gold: [Int] = []
  /// Docs by predicted and right choice; there may be as many choices as the data likes, and few of them occur.
  private var cells: [Cell: Int] = [:]
  private var names: [String] = []
  /// How many positions have a name.
  private var namesakes: [String: Int] = [:]
  private var chanceSum = 0.0
  private var massSum = 0.0
  private var massDocs = 0
  private var hasSeveralGolds = false

  private struct Cell: Hashable {
    let predicted, gold: Int
  }

  /// An empty tally.
  public init() {}

  /// The tally of `outcomes` at the read-out with index `readout`.
  public init(_ outcomes: some Sequence<Outcome>, readout: Int) {
    for outcome in outcomes { add(outcome, readout: readout) }
  }

  /// Counts one doc at the read-out with index `readout`.
  public mutating func add(_ outcome: Outcome, readout: Int) {
    total += 1
    if outcome.isJudged { judged += 1 }
    if outcome.isRight(at: readout) { correct += 1 }
    let prediction = outcome.prediction(at: readout)
    if prediction == .invalid { invalid += 1 }
    guard outcome.outputType == .multipleChoice else { return }
    count(outcome)
    count(prediction, of: outcome, logprobs: outcome.answers[readout].logprobs)
  }

  private mutating func count(_ outcome: Outcome) {
    precondition(
      outcome.golds.allSatisfy(outcome.choices.indices.contains),
      "\(outcome.task) doc \(outcome.docID): gold \(outcome.golds) is not among \(outcome.choices.count) choices")
    name(outcome.choices)
    withChoices += 1
    let golds = Set(outcome.golds)
    for index in golds { gold[index] += 1 }
    chanceSum += Double(golds.count) / Double(outcome.choices.count)
    if golds.count > 1 { hasSeveralGolds = true }
  }

  private mutating func count(_ prediction: Prediction, of outcome: Outcome, logprobs: [Double]) {
    if prediction != .invalid {
      massDocs += 1
      massSum += logprobs.reduce(0) { $0 + exponential($1) }
    }
    if prediction == .tie {
      ties += 1
      if let first = logprobs.max().flatMap(logprobs.firstIndex), outcome.golds.contains(first) {
        tiesRightAtFirst += 1
      }
    }
    guard case .choice(let index, let isNearTie) = prediction else { return }
    predicted[index] += 1
    if isNearTie { nearTies += 1 }
    guard let first = outcome.golds.first else { return }
    cells[Cell(predicted: index, gold: outcome.golds.contains(index) ? index : first), default: 0] += 1
  }

  private mutating func name(_ choices: [String]) {
    guard choices != names else { return }
    for (index, label) in choices.enumerated() {
      if index == names.count {
        grow(label)
      } else if names[index] != label {
        let name = position(index)
        namesakes[names[index], default: 1] -= 1
        namesakes[name, default: 0] += 1
        names[index] = name
        hasFixedLabels = false
      }
    }
  }

  private mutating func grow(_ label: String) {
    let name = namesakes[label, default: 0] > 0 ? position(names.count) : label
    names.append(name)
    namesakes[name, default: 0] += 1
    predicted.append(0)
    gold.append(0)
  }

  /// A position's number, from 1; with a word before it where another position has that number for a label.
  private func position(_ index: Int) -> String {
    let number = String(index + 1)
    let own = names.indices.contains(index) && names[index] == number ? 1 : 0
    return namesakes[number, default: 0] > own ? "position \(number)" : number
  }

  /// Docs by predicted (rows) and right choice, without the choices that are neither.
  ///
  /// A doc with several right choices is in one cell: that of its prediction where it is right, and of its first right
  /// choice where it is wrong.
  var confusion: ContingencyTable {
    let rows = Set(cells.keys.map(\.predicted)).sorted()
    let columns = Set(cells.keys.map(\.gold)).sorted()
    return ContingencyTable(rows.map { row in columns.map { cells[Cell(predicted: row, gold: $0), default: 0] } })
  }

  /// Docs with a predicted choice.
  public var predictions: Int { predicted.reduce(0, +) }

  /// Docs with choices and no predicted one, because a number broke or the best choices tie.
  public var unpredicted: Int { withChoices - predictions }

  /// Docs with choices whose predicted choice is right.
  var correctChoices: Int { cells.reduce(0) { $0 + ($1.key.predicted == $1.key.gold ? $1.value : 0) } }

  /// Whether a position can be what a broken or blind model answers: not where choices are texts of their own and the
  /// right one always stands at the same place, which the model is not shown.
  var positionsTell: Bool { hasFixedLabels || gold.count { $0 > 0 } > 1 }

  /// Right answers over docs that can be right or wrong; NaN without any.
  public var accuracy: Double { Double(correct) / Double(judged) }

  /// Right answers where an exact tie counts as its first choice, as lm-evaluation-harness's `acc` counts it.
  public var correctWithTies: Int { correct + tiesRightAtFirst }

  /// Accuracy of guessing: the mean share of right ones among the choices; NaN without docs with choices.
  public var chance: Double { chanceSum / Double(withChoices) }

  /// The mean over right choices that occur of the share of their docs that was answered right; nil without docs with
  /// right choices, and where a doc has several of them.
  public var balancedAccuracy: Double? {
    let recalls = gold.indices.filter { gold[$0] > 0 }.map {
      Double(cells[Cell(predicted: $0, gold: $0), default: 0]) / Double(gold[$0])
    }
    return recalls.isEmpty || hasSeveralGolds ? nil : recalls.reduce(0, +) / Double(recalls.count)
  }

  /// The mean over docs with finite numbers of the choices' summed probabilities; nil when there is no such doc.
  ///
  /// Letters are alternatives to each other, so this is the share of the model's probability that falls on any of them.
  public var meanChoiceMass: Double? { massDocs == 0 ? nil : massSum / Double(massDocs) }

  /// The index of the choice that is right most often; nil without docs with choices.
  public var bestConstant: Int? { gold.indices.max { gold[$0] < gold[$1] } }
}

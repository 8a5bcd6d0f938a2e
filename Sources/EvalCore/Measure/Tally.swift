/// Counts over a set of docs at one read-out depth.
public struct Tally: Sendable, Hashable {
  /// Labels of the choices by position; a position whose label differs between docs is named by its number, from 1.
  public private(set) var labels: [String] = []
  /// Docs.
  public private(set) var total = 0
  /// Docs whose predicted choice is the right one.
  public private(set) var correct = 0
  /// Docs without a prediction because a number broke; wrong.
  public private(set) var invalid = 0
  /// Docs without a prediction because the best choices tie exactly; wrong.
  public private(set) var ties = 0
  /// Docs whose best two choices are closer than `Prediction.nearTieNats` without being equal.
  public private(set) var nearTies = 0
  /// Docs by predicted choice; docs without a prediction are in none.
  public private(set) var predicted: [Int] = []
  /// Docs by right choice.
  public private(set) var gold: [Int] = []
  /// Docs by predicted and right choice: `[predicted][gold]`.
  public private(set) var confusion: [[Int]] = []
  private var chanceSum = 0.0
  private var massSum = 0.0

  /// An empty tally.
  public init() {}

  /// The tally of `outcomes` at the read-out with index `readout`.
  public init(_ outcomes: some Sequence<Outcome>, readout: Int) {
    for outcome in outcomes { add(outcome, readout: readout) }
  }

  /// Counts one doc at the read-out with index `readout`.
  public mutating func add(_ outcome: Outcome, readout: Int) {
    precondition(
      outcome.choices.indices.contains(outcome.gold),
      "\(outcome.task) doc \(outcome.docID): gold \(outcome.gold) is not one of \(outcome.choices.count) choices")
    name(outcome.choices)
    total += 1
    gold[outcome.gold] += 1
    chanceSum += 1 / Double(outcome.choices.count)
    count(outcome.answers[readout], gold: outcome.gold)
  }

  private mutating func count(_ answer: Outcome.Answer, gold: Int) {
    let prediction = Prediction(answer)
    if prediction != .invalid { massSum += answer.logprobs.reduce(0) { $0 + exponential($1) } }
    switch prediction {
    case .invalid: invalid += 1
    case .tie: ties += 1
    case .choice(let index, let isNearTie):
      predicted[index] += 1
      confusion[index][gold] += 1
      if isNearTie { nearTies += 1 }
      if index == gold { correct += 1 }
    }
  }

  private mutating func name(_ choices: [String]) {
    guard choices != labels else { return }
    for (index, label) in choices.enumerated() {
      if index == labels.count {
        grow(label)
      } else if labels[index] != label {
        labels[index] = String(index + 1)
      }
    }
  }

  private mutating func grow(_ label: String) {
    labels.append(label)
    predicted.append(0)
    gold.append(0)
    for row in confusion.indices { confusion[row].append(0) }
    confusion.append(Array(repeating: 0, count: labels.count))
  }

  /// Docs with a prediction.
  public var predictions: Int { total - invalid - ties }

  /// Right answers over docs; NaN without docs.
  public var accuracy: Double { Double(correct) / Double(total) }

  /// Accuracy of guessing: the mean of one over the number of choices; NaN without docs.
  public var chance: Double { chanceSum / Double(total) }

  /// The mean over right choices that occur of the share of their docs that was answered right; nil without docs.
  public var balancedAccuracy: Double? {
    let recalls = gold.indices.filter { gold[$0] > 0 }.map { Double(confusion[$0][$0]) / Double(gold[$0]) }
    return recalls.isEmpty ? nil : recalls.reduce(0, +) / Double(recalls.count)
  }

  /// The mean over docs with finite numbers of the choices' summed probabilities; nil when there is no such doc.
  ///
  /// Letters are alternatives to each other, so this is the share of the model's probability that falls on any of them.
  public var meanChoiceMass: Double? { total == invalid ? nil : massSum / Double(total - invalid) }

  /// The index of the choice that is right most often; nil without docs.
  public var bestConstant: Int? { total == 0 ? nil : gold.indices.max { gold[$0] < gold[$1] } }
}

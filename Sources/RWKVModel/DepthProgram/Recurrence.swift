/// A recurrent group while it loops, within a program.
public struct Recurrence: Sendable, Hashable {
  /// The group, from 0.
  public let group: Int
  /// Index of the last application of every loop.
  public let loopEnds: [Int]
  /// Whether every loop but the first injects something that does not come from the running state: what entered the group,
  /// or the embedding.
  public let hasRecall: Bool
}

extension DepthProgram {
  /// The groups in the order in which they are looped; a group that is come back to is there again.
  public var recurrences: [Recurrence] {
    var spans: [[Int]] = []
    for index in applications.indices {
      guard let group = applications[index].group else { continue }
      if index > 0, applications[index - 1].group == group {
        spans[spans.count - 1].append(index)
      } else {
        spans.append([index])
      }
    }
    return spans.map(recurrence)
  }

  private func recurrence(_ span: [Int]) -> Recurrence {
    let ends = span.filter { $0 == span[span.count - 1] || applications[$0].loop != applications[$0 + 1].loop }
    let later = span.drop { $0 <= ends[0] }.flatMap { applications[$0].before + applications[$0].after }
    let injects = later.contains { step in
      switch step {
      case .add, .concat: true
      case .rememberSource, .zeroHidden, .groupNorm: false
      }
    }
    return Recurrence(
      group: applications[span[0]].group ?? 0, loopEnds: ends,
      hasRecall: injects && !later.contains(.rememberSource))
  }
}

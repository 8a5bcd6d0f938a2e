/// One doc of a data set, with its subject.
public struct ChosenDoc: Sendable, Hashable {
  /// The doc's subject, with its few-shot examples.
  public let subject: MMLUSubject
  /// The doc.
  public let doc: MMLUDoc
}

extension MMLUDataSet {
  /// A doc by subject and row, or at random where these are not given.
  ///
  /// Without a subject every doc of the set is equally likely; with one, every doc of the subject.
  ///
  /// - Parameters:
  ///   - subject: name of a subject; nil for any.
  ///   - row: row of the doc in the subject's file, from 0; nil for any. Needs a subject.
  ///   - generator: the source of randomness; the same state gives the same doc.
  /// - Throws: `MMLUDataError` when there is no such subject or row.
  public func chooseDoc(
    subject name: String?, row: Int?, using generator: inout some RandomNumberGenerator
  ) throws(MMLUDataError) -> ChosenDoc {
    guard let name else {
      guard row == nil else {
        throw MMLUDataError("is a row without a subject", place: "--doc", remedy: "Add --subject NAME.")
      }
      return anyDoc(using: &generator)
    }
    let subject = try subject(named: name)
    let index = row ?? Int.random(in: 0..<subject.docs.count, using: &generator)
    guard subject.docs.indices.contains(index) else {
      throw MMLUDataError(
        "\(name) has no doc \(index) in the \(split.rawValue) split", place: "--doc",
        remedy: "Its docs are 0 to \(subject.docs.count - 1).")
    }
    return ChosenDoc(subject: subject, doc: subject.docs[index])
  }

  private func anyDoc(using generator: inout some RandomNumberGenerator) -> ChosenDoc {
    var index = Int.random(in: 0..<docCount, using: &generator)
    for subject in subjects {
      if index < subject.docs.count { return ChosenDoc(subject: subject, doc: subject.docs[index]) }
      index -= subject.docs.count
    }
    preconditionFailure("doc \(index) beyond the last subject")
  }
}

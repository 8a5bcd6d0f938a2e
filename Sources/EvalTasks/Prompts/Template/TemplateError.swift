/// Why a template could not be read or rendered: what is wrong, where in the template, and how to remedy it.
public struct TemplateError: Error, Hashable, CustomStringConvertible {
  /// What is wrong, without a full stop.
  public let problem: String
  /// The place in the template.
  public let place: TemplatePlace
  /// What the user can do about it, one or more sentences.
  public let remedy: String

  /// An error at a place.
  public init(_ problem: String, at place: TemplatePlace, remedy: String) {
    self.problem = problem
    self.place = place
    self.remedy = remedy
  }

  /// Line, column, problem and remedy, on one line.
  public var description: String { "\(place): \(problem). \(remedy)" }
}

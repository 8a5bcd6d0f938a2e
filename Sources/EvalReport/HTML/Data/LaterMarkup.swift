import Mustache

/// Markup that stands packed in the file until the script puts it where its note is: runs after the first, and comparisons,
/// which would make a page of five runs a third larger.
struct LaterMarkup {
  /// The `id` of its packed part.
  let id: String
  /// What is not there without script.
  let note: String
  /// The markup.
  let part: PackedPart

  /// The markup of some items of a section; nil where there are none.
  ///
  /// - Parameters:
  ///   - section: The section's `id`.
  ///   - items: What the template shows, one after the other.
  ///   - template: The template of one.
  ///   - library: The page's templates.
  ///   - subject: What so many items are, with a verb.
  /// - Throws: `UserError` when there is no memory to pack it.
  init?<Item>(
    _ section: String, _ items: some Collection<Item>, template: String, _ library: MustacheLibrary,
    subject: (Int) -> String
  ) throws {
    guard !items.isEmpty else { return nil }
    id = "later-\(section)"
    note = "\(subject(items.count)) packed in this file. JavaScript puts them here."
    let markup = items.compactMap { library.render($0, withTemplate: template) }.joined()
    part = try PackedPart(id, Array(markup.utf8))
  }

  /// The runs of a section after its first.
  static func runs(
    _ section: String, _ runs: [SectionRun], template: String, _ library: MustacheLibrary
  ) throws -> LaterMarkup? {
    try LaterMarkup(section, runs.dropFirst(), template: template, library) {
      $0 == 1 ? "Another run is" : "\($0) more runs are"
    }
  }
}

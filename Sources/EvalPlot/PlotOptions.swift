/// How a plot is written: its size, and whether it is a file of its own.
public struct PlotOptions: Sendable, Equatable {
  /// What its ids begin with; no other plot of the page may have the same.
  public var id: String
  /// The natural width in pixels, at which letters have 12: for example 640, or 340 for phones.
  public var width: Double
  /// The height in pixels; nil for what suits the width and the rows.
  ///
  /// A plot that needs more takes it.
  public var height: Double?
  /// Whether it is a file of its own, with its style and a background; a page's plots take the page's style.
  public var isFile: Bool
  /// Whether the title is drawn; screen readers have it anyhow.
  public var showsTitle: Bool

  /// A plot in a page, unless it is said to be a file.
  public init(
    id: String, width: Double = 640, height: Double? = nil, isFile: Bool = false, showsTitle: Bool = true
  ) {
    self.id = XMLText.identifier(id)
    self.width = width.isFinite ? min(max(200, width.rounded()), 4000) : 640
    self.height = height.flatMap { $0.isFinite ? min(max(100, $0.rounded()), 10_000) : nil }
    self.isFile = isFile
    self.showsTitle = showsTitle
  }

  /// Room around the picture: a file has a background with edges.
  var margin: Double { isFile ? 12 : 0 }
}

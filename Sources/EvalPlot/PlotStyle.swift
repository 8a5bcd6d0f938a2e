/// The style of plots: rules by which a page and a file of its own colour them.
public enum PlotStyle {
  /// The rules of the classes in plots; a page with plots in its markup has them in its style sheet.
  ///
  /// Colours are the page's custom properties `--series-1` to `--series-8`, `--muted`, `--grid`, `--good` and `--bad`
  /// where it has them; words and axes take the colour of the text around.
  public static let css =
    ".plot{max-width:100%;height:auto}\n"
    + PlotColor.all.map { ".plot .\($0.className){color:var(\($0.property),\($0.light))}\n" }.joined()

  /// Custom properties with the colours for a black page, for example `--series-1:#…;`.
  static let darkColors = declarations(\.dark)

  /// The style sheet of a file of its own: light or dark as the reader has asked for.
  static let sheet =
    css + ".plot{color:#1f2328}\n" + "@media (prefers-color-scheme:dark){.plot{color:#e6edf3;\(darkColors)}}\n"

  private static func declarations(_ color: (PlotColor) -> String) -> String {
    PlotColor.all.map { "\($0.property):\(color($0));" }.joined()
  }
}

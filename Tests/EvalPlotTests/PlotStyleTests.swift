import Foundation
import Testing

@testable import EvalPlot

@Suite struct PlotStyleTests {
  private static let series = (1...8).map { PlotColor.series($0) }

  @Test func `every colour of a mark stands out from the paper three to one`() {
    for color in Self.series + [.muted, .good, .bad] {
      #expect(contrast(color.light, PlotColor.paper.light) >= 3, "\(color)")
      #expect(contrast(color.dark, PlotColor.paper.dark) >= 3, "\(color)")
    }
  }

  @Test func `words that stand back can be read`() {
    #expect(contrast(PlotColor.muted.light, PlotColor.paper.light) >= 4.5)
    #expect(contrast(PlotColor.muted.dark, PlotColor.paper.dark) >= 4.5)
  }

  @Test func `the first series differ in lightness, so that they do in grey`() {
    for index in 0..<3 {
      #expect(abs(lightness(Self.series[index].light) - lightness(Self.series[index + 1].light)) >= 8)
      #expect(abs(lightness(Self.series[index].dark) - lightness(Self.series[index + 1].dark)) >= 8)
    }
  }

  @Test func `every series has a dash of its own`() {
    #expect(Set((1...8).map { PlotSeries("", number: $0, []).dash }).count == 8)
  }

  @Test func `a number beyond eight begins anew, and none is out of range`() {
    #expect(PlotColor.series(9).className == "s1")
    #expect(PlotColor.series(0).className == "s8")
    #expect(PlotColor.series(.max).className.hasPrefix("s"))
    #expect(PlotColor.series(.min).className.hasPrefix("s"))
  }

  /// Relative luminance of sRGB, as WCAG 2 has it.
  private func luminance(_ hex: String) -> Double {
    let parts = [1, 3, 5].map { start in
      let from = hex.index(hex.startIndex, offsetBy: start)
      let part = Double(Int(hex[from..<hex.index(from, offsetBy: 2)], radix: 16) ?? 0) / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  private func contrast(_ a: String, _ b: String) -> Double {
    let pair = [luminance(a), luminance(b)].sorted()
    return (pair[1] + 0.05) / (pair[0] + 0.05)
  }

  /// CIE L*, above its straight part.
  private func lightness(_ hex: String) -> Double { 116 * cbrt(luminance(hex)) - 16 }
}

import Testing

@testable import EvalPlot

@Suite struct PlotFlagsTests {
  private static let scale = PlotScale(Bounds(low: 0, high: 1), from: 0, to: 600, isLogarithmic: false)

  @Test(arguments: 1...40)
  func `names touch neither each other nor a line`(_ seed: UInt64) {
    let numbers = SamplePlots.noise(2 + Int(seed) % 6, seed: seed).map { min(max(0, 0.4 + $0 * 0.3), 1) }
    let guides = numbers.enumerated().map { index, number in
      PlotGuide(
        axis: .value, number: number, text: String(repeating: "label ", count: 1 + index % 3), color: .muted,
        isBold: index == 0)
    }
    let flags = PlotFlags(guides, on: Self.scale, to: 720).flags
    #expect(flags.count == guides.count)
    for (index, flag) in flags.enumerated() {
      #expect(flag.right <= 720)
      for (other, neighbour) in flags.enumerated() where other != index {
        let isApart = flag.right <= neighbour.pixel || neighbour.right <= flag.pixel
        #expect(flag.row != neighbour.row || isApart)
        // A line goes up to its own name, past those in rows below.
        let covers = flag.pixel < neighbour.pixel && neighbour.pixel < flag.right
        #expect(neighbour.row <= flag.row || !covers)
      }
    }
  }

  @Test func `an axis ends where its names have room`() {
    func end(_ number: Double, _ text: String) -> Double {
      let guide = PlotGuide(axis: .value, number: number, text: text, color: .muted)
      return PlotFlags.axisEnd([guide], on: Self.scale, from: 0, to: 600)
    }
    let width = TextWidth.of("chance") + 5
    #expect(end(1, "chance") == 600 - width)
    #expect(end(0.5, "chance") >= 600)
    #expect(end(0, "chance") == 600)
    #expect(end(1, String(repeating: "chance ", count: 20)) == 300)
    #expect(PlotFlags.axisEnd([], on: Self.scale, from: 0, to: 600) == 600)
  }
}

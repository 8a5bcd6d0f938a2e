import Testing

@testable import EvalPlot

@Suite struct PlotScaleTests {
  @Test func `equal differences are equally far`() {
    let scale = PlotScale(Bounds(low: 0.2, high: 0.3), from: 200, to: 100, isLogarithmic: false)
    #expect(scale.pixel(0.2) == 200)
    #expect(scale.pixel(0.3) == 100)
    #expect(abs((scale.pixel(0.25) ?? 0) - 150) < 1e-9)
    #expect(scale.pixel(.nan) == nil)
  }

  @Test func `equal ratios are equally far`() {
    let scale = PlotScale(Bounds(low: 1, high: 256), from: 0, to: 800, isLogarithmic: true)
    #expect([1, 2, 4, 64, 256].map(scale.pixel) == [0, 100, 200, 600, 800])
    #expect(scale.pixel(0) == nil)
    #expect(scale.pixel(-1) == nil)
  }
}

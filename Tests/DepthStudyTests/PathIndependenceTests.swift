import Testing

@testable import DepthStudy

@testable import EvalCore

/// Maps on three channels whose ends are known.
@Suite struct PathIndependenceTests {
  private static let inputs: [[Float]] = [[3, 1, 0], [-2, 1, 1], [1, -4, 2], [0, 2, -3]]

  /// The ends of `loops` more loops of h ← factor·h + recall·e, from a start for every input.
  private static func ends(
    factor: Float, recall: Float, loops: Int = 12, from start: (_ input: [Float]) -> [Float]
  ) -> [[Float]] {
    inputs.map { input in
      (0..<loops).reduce(start(input)) { state, _ in zip(state, input).map { factor * $0 + recall * $1 } }
    }
  }

  private static func independence(factor: Float, recall: Float) -> PathIndependence {
    func ends(_ start: @escaping ([Float]) -> [Float]) -> [[Float]] {
      Self.ends(factor: factor, recall: recall, from: start)
    }
    return PathIndependence(
      ends: ends { $0 }, others: [.zeros: ends { _ in [0, 0, 0] }, .noise: ends { _ in [5, -7, 6] }])
  }

  @Test("A contraction with recall forgets its start and keeps its input")
  func contraction() throws {
    let found = Self.independence(factor: 0.5, recall: 1)
    #expect(found.state == .independent)
    #expect(try #require(found.asymptoticAlignment) > 0.999)
    #expect(try #require(found.inputAlignment) < 0.2)
  }

  @Test("A map that does not shrink depends on its start")
  func expansion() throws {
    let found = Self.independence(factor: 1, recall: 0.01)
    #expect(found.state == .dependent)
    #expect(try #require(found.shareOfStart) > PathIndependence.startShare)
  }

  @Test("A map that forgets its input, too, is not called path independent, however well its ends agree")
  func constant() throws {
    let end: [[Float]] = Self.inputs.map { _ in [1, 2, 3] }
    let found = PathIndependence(ends: end, others: [.zeros: end, .noise: end])
    #expect(try abs(#require(found.asymptoticAlignment) - 1) < 1e-12)
    #expect(try abs(#require(found.inputAlignment) - 1) < 1e-12)
    #expect(found.state == .constant)
  }

  @Test("Numbers that broke and single inputs say nothing")
  func unknown() {
    let broken: [[Float]] = Self.inputs.map { _ in [.nan, 0, 0] }
    #expect(PathIndependence(ends: Self.inputs, others: [.zeros: broken, .noise: Self.inputs]).state == .unknown)
    #expect(PathIndependence(ends: [[1, 2]], others: [.zeros: [[1, 2]]]).state == .unknown)
  }

  @Test("Alignments are cosines: of rows at right angles 0, of opposite ones −1")
  func cosines() {
    #expect(StateGeometry.alignment([[1, 0], [2, 0]], [[0, 3], [-1, 0]]) == -0.5)
    #expect(StateGeometry.alignmentOfRows([[1, 0], [0, 1], [0, 5]]) == 1.0 / 3)
    #expect(StateGeometry.alignmentOfRows([[1, 0]]) == nil)
    #expect(StateGeometry.alignment([[0, 0]], [[1, 0]]) == nil)
  }
}

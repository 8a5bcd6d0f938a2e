import RWKVKernels
import Testing

@Suite struct LinearTests {
  @Test(arguments: [LinearWeights.Layout.outputByInput, .inputByOutput], [false, true])
  func `multiplies rows by weights in either layout, into rows of the output`(
    layout: LinearWeights.Layout, accumulates: Bool
  ) {
    var generator = SeededGenerator(seed: 8)
    let x = Matrix.random(rows: 4, columns: 7, using: &generator)
    let stored =
      layout == .outputByInput
      ? Matrix.random(rows: 5, columns: 7, using: &generator) : Matrix.random(rows: 7, columns: 5, using: &generator)
    let out = Matrix.random(rows: 6, columns: 5, using: &generator)
    let before = out.copy()
    plain.linear(x, 1..<4, LinearWeights(stored, layout), into: out, 2..<5, accumulate: accumulates)
    for row in 0..<6 {
      for column in 0..<5 {
        guard (2..<5).contains(row) else {
          #expect(out[row, column] == before[row, column])
          continue
        }
        let product = (0..<7).reduce(Float(0)) {
          $0 + x[row - 1, $1] * (layout == .outputByInput ? stored[column, $1] : stored[$1, column])
        }
        #expect(abs(out[row, column] - product - (accumulates ? before[row, column] : 0)) < 1e-6)
      }
    }
  }

  @Test func `a team does every item once, whatever its size`() {
    for count in [1, 2, 5] {
      let seen = Matrix(rows: 100, columns: 1)
      ThreadTeam(count: count).forEach(100) { item, worker in
        precondition(worker < count)
        seen[item, 0] += 1
      }
      #expect(seen.values.allSatisfy { $0 == 1 })
    }
  }

  @Test func `finds rows that are not finite`() {
    let x = Matrix(rows: 4, columns: 37)
    x[1, 36] = .nan
    x[3, 2] = -.infinity
    let flags = RowFlagBuffer(rows: 4)
    x.checkFinite(rows: 0..<4, flags: flags)
    #expect((0..<4).map { flags[$0] } == [[], .nonFinite, [], .nonFinite])
  }
}

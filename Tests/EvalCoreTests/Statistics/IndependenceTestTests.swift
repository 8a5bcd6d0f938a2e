import Testing

@testable import EvalCore

@Suite struct IndependenceTestTests {
  @Test func `is SciPy's chi2_contingency for large counts`() throws {
    // scipy 1.17.1: scipy.stats.chi2_contingency(table, correction=False)
    let dependent = try #require(
      IndependenceTest(ContingencyTable([[30, 10, 12, 8], [9, 40, 11, 10], [12, 8, 25, 15], [10, 12, 9, 29]])))
    // Measured: statistics equal, p-values within 2.3e-16 relative.
    #expect((dependent.statistic - 84.26763709278231).magnitude < 1e-11)
    #expect((dependent.pValue - 2.284428071856991e-14).magnitude < 1e-24)
    #expect(!dependent.isPermuted)

    let independent = try #require(
      IndependenceTest(ContingencyTable([[20, 22, 21, 25], [31, 29, 30, 33], [10, 12, 9, 11]])))
    #expect((independent.statistic - 0.6320854783558988).magnitude < 1e-13)
    #expect((independent.pValue - 0.9958411607447885).magnitude < 1e-12)
  }

  // Exact p-values from all distinct permutations of the docs, counted in Python.
  @Test(arguments: [
    ([[3, 0, 0], [0, 3, 0], [0, 0, 2]], 0.0035714285714285713),
    ([[2, 1, 1], [0, 2, 1], [1, 0, 0]], 0.7428571428571429),
    ([[2, 1], [1, 2]], 1.0),
  ])
  func `comes near the exact permutation test for small counts`(_ table: [[Int]], _ exact: Double) throws {
    let test = try #require(IndependenceTest(ContingencyTable(table)))
    #expect(test.isPermuted)
    // Three standard deviations of a share of 1,999 draws, and the added one.
    let slack = 3 * (exact * (1 - exact) / 1999).squareRoot() + 1.0 / 2000
    #expect((test.pValue - exact).magnitude <= slack)
  }

  @Test func `gives the same p-value every time`() {
    let table = ContingencyTable([[3, 1], [1, 3]])
    #expect(IndependenceTest(table)?.pValue == IndependenceTest(table)?.pValue)
  }

  @Test func `a permuted table keeps the totals`() {
    let table = ContingencyTable([[3, 1, 2], [9, 3, 1], [0, 1, 1]])
    var sampler = PermutedTables(table)
    for _ in 0..<20 {
      let permuted = ContingencyTable(sampler.next())
      #expect(permuted.rowTotals == table.rowTotals)
      #expect(permuted.columnTotals == table.columnTotals)
    }
  }

  @Test(arguments: [[[5, 3], [0, 0]], [[5, 0], [3, 0]], [[0, 0], [0, 0]]])
  func `is undefined when one side does not vary`(_ table: [[Int]]) {
    #expect(IndependenceTest(ContingencyTable(table)) == nil)
  }
}

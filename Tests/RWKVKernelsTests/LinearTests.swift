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

  @Test func `an item's second stage begins when the first is done for it and all before it`() {
    for count in [1, 2, 5] {
      let team = ThreadTeam(count: count)
      for round in 0..<50 {
        let (done, sums) = (Matrix(rows: 20, columns: 1), Matrix(rows: 20, columns: 1))
        team.forEach(20) { item, _ in
          // The earlier items take longest.
          var value: Float = 0
          for step in 0..<((20 - item) * 50) { value += Float(step % 3) }
          done[item, 0] = value > -1 ? 1 : 0
        } then: { item, _ in
          sums[item, 0] = (0...item).reduce(0) { $0 + done[$1, 0] }
        }
        #expect(sums.values == (1...20).map(Float.init), "round \(round) on \(count) threads")
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

  @Test func `a team used by two threads at once does all items of both`() async {
    let team = ThreadTeam(count: 3)
    let sums = await withTaskGroup(of: Float.self) { group in
      for _ in 0..<4 {
        group.addTask {
          let seen = Matrix(rows: 50, columns: 1)
          for _ in 0..<200 { team.forEach(50) { item, _ in seen[item, 0] += 1 } }
          return seen.values.min() ?? 0
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(sums == [200, 200, 200, 200])
  }

  @Test(arguments: SIMDLevel.available, [37, 48])
  func `finds rows that are not finite`(level: SIMDLevel, columns: Int) {
    let x = Matrix(rows: 4, columns: columns)
    x[0, 0] = .greatestFiniteMagnitude
    x[1, columns - 1] = .nan
    x[3, 2] = -.infinity
    let flags = RowFlagBuffer(rows: 4)
    Kernels(level: level).checkFinite(x, rows: 0..<4, flags: flags)
    #expect((0..<4).map { flags[$0] } == [[], .nonFinite, [], .nonFinite])
  }

  @Test(arguments: SIMDLevel.available)
  func `adds rows of other places`(level: SIMDLevel) {
    let (x, term) = (Matrix(rows: 3, columns: 37), Matrix(rows: 2, columns: 37))
    for column in 0..<37 {
      x[1, column] = 1
      term[0, column] = Float(column)
    }
    Kernels(level: level).add(term, 0..<2, to: x, 1..<3)
    #expect(x.row(0).allSatisfy { $0 == 0 } && x.row(2).allSatisfy { $0 == 0 })
    #expect(x.row(1) == (0..<37).map { Float($0 + 1) })
  }

  @Test(arguments: [(768, 32), (96, 96), (40, 24)])
  func `a row has the same bits in a block of any size`(size: (inputs: Int, outputs: Int)) {
    var generator = SeededGenerator(seed: 12)
    let layout = LinearWeights.bestLayout(inputs: size.inputs, outputs: size.outputs)
    let (rows, columns) = layout == .inputByOutput ? (size.inputs, size.outputs) : (size.outputs, size.inputs)
    let weights = LinearWeights(.random(rows: rows, columns: columns, using: &generator), layout)
    guard layout == .inputByOutput else { return }  // OpenBLAS's kernels here pack, and rows fall into classes.
    let x = Matrix.random(rows: 300, columns: size.inputs, using: &generator)
    let whole = Matrix(rows: 300, columns: size.outputs)
    let kernels = Kernels()
    kernels.linear(x, 0..<300, weights, into: whole, 0..<300)
    for block in [0..<1, 7..<24, 100..<211, 299..<300] {
      let part = Matrix(rows: block.count, columns: size.outputs)
      kernels.linear(x, block, weights, into: part, 0..<block.count)
      #expect(part.values == block.flatMap(whole.row))
    }
  }
}

import EvalCore
import Testing

@Suite struct LogSpacedTests {
  @Test("Loop counts are close where they are few and far apart where they are many")
  func spacing() {
    #expect(LogSpaced.depths(count: 5, from: 1, to: 81, multipleOf: 1) == [1, 3, 9, 27, 81])
    #expect(LogSpaced.depths(count: 4, from: 8, to: 400, multipleOf: 8) == [8, 32, 112, 400])
    #expect(LogSpaced.depths(count: 1, from: 8, to: 400, multipleOf: 8) == [400])
  }

  @Test("Loop counts that rounding makes equal are pushed apart, and there are never more than multiples")
  func distinct() {
    #expect(LogSpaced.depths(count: 6, from: 1, to: 8, multipleOf: 1) == [1, 2, 3, 4, 5, 8])
    #expect(LogSpaced.depths(count: 50, from: 8, to: 40, multipleOf: 8) == [8, 16, 24, 32, 40])
    #expect(LogSpaced.depths(count: 9, from: 10, to: 40, multipleOf: 8) == [16, 24, 32, 40])
  }

  @Test("All are multiples, ascending, each once, from the first to the last", arguments: [1, 3, 8])
  func properties(step: Int) {
    for multiples in 1...40 {
      for count in 1...(multiples + 2) {
        let depths = LogSpaced.depths(count: count, from: step, to: multiples * step, multipleOf: step)
        #expect(depths.count == min(count, multiples))
        #expect(depths.last == multiples * step && (count == 1 || depths.first == step))
        #expect(depths.allSatisfy { $0.isMultiple(of: step) && $0 > 0 })
        #expect(zip(depths, depths.dropFirst()).allSatisfy { $0 < $1 })
      }
    }
  }

  @Test("Places of a list are its ends and what lies evenly between them on a logarithmic scale")
  func places() {
    let loops = [1, 2, 3, 4, 6, 9, 20, 27, 50, 81].map(Double.init)
    #expect(LogSpaced.places(count: 2, in: loops) == [0, 9])
    #expect(LogSpaced.places(count: 3, in: loops) == [0, 5, 9])
    #expect(LogSpaced.places(count: 5, in: loops) == [0, 2, 5, 7, 9])
    #expect(LogSpaced.places(count: 11, in: loops) == Array(0..<10))
    #expect(LogSpaced.places(count: 2, in: []) == [])
  }

  @Test("There are as many places as asked for, ascending, also where values crowd", arguments: 2...12)
  func crowded(count: Int) {
    for values in [[1, 1000, 1001, 1002, 1003, 1004], [1, 2, 3, 4, 5, 1000], Array(1...12)] {
      let places = LogSpaced.places(count: count, in: values.map(Double.init))
      #expect(places.count == min(count, values.count))
      #expect(places.first == 0 && places.last == values.count - 1)
      #expect(zip(places, places.dropFirst()).allSatisfy { $0 < $1 })
    }
  }
}

import EvalCore
import RWKVModel
import Testing

@testable import RWKVScoring

@Suite struct TraceTests {
  private let requests = (0..<6).map { DemoModel.request([266, 276, 256 + $0], [270]) }

  @Test func `a trace has every application of the largest program, and changes no answer`() throws {
    let scorer = try DemoModel.scorer(loops: [8, 80])
    let plain = try scorer.score(requests)
    let traced = try scorer.score(requests, withTrace: true)
    #expect(plain.trace == nil)
    let trace = try #require(traced.trace)
    #expect(trace.records.map(\.application) == Array(0..<80))
    #expect(trace.records.map(\.layer) == (0..<80).map { $0 / 10 })
    #expect(trace.records.allSatisfy { $0.rows == trace.records[0].rows && $0.nonFiniteRows == 0 })
    #expect(trace.records.allSatisfy { ($0.residual ?? 0) > 0 && ($0.rms ?? 0) > 0 })
    #expect(trace.records[10].lagged.isEmpty, "the first loop of a group has nothing to be compared with")
    #expect(Set(trace.records[15].lagged.keys) == [1, 2, 3, 4])
    let differences = zip(plain.answers.joined(), traced.answers.joined()).map { abs($0.logprob - $1.logprob) }
    // With a trace the last application computes all rows, which is another layout.
    #expect(differences.allSatisfy { $0 < 1e-5 })
  }

  @Test func `a trace over small batches is that of one batch where all rows are looked at`() throws {
    let traces = try [8192, 4].map { tokens in
      let scorer = try DemoModel.scorer(loops: [16], layout: .init(tokensPerBatch: tokens, sharesPrefixes: false))
      return try #require(scorer.score(requests, withTrace: true).trace)
    }
    for (one, many) in zip(traces[0].records, traces[1].records) {
      #expect(one.rows == 24 && many.rows == 24)
      for (a, b) in [(one.rms, many.rms), (one.residual, many.residual), (one.cosine, many.cosine)] {
        let (a, b) = (try #require(a), try #require(b))
        #expect(abs(a - b) < 1e-5 * abs(a))
      }
    }
  }
}

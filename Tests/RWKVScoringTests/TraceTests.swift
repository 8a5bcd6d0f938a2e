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

  @Test func `read-outs on the traced program's way have an entropy and, after the first, a divergence`() throws {
    // Two choices a context; read-outs of one program's way, and one of another program.
    let pairs = (0..<4).flatMap { number in [270, 271].map { DemoModel.request([266, 276, 256 + number], [$0]) } }
    let whole = try DemoModel.program(loops: 16)
    let programs = try [4, 9].map { try #require(whole.prefix(loops: $0)) } + [try DemoModel.program(loops: 8), whole]
    let scored = try DemoModel.scorer(programs: programs).score(pairs, withTrace: true)
    let records = try #require(scored.trace).records
    #expect(records.filter { $0.entropy != nil }.map(\.application) == [3, 8, 15])
    #expect(records.filter { $0.kl != nil }.map(\.application) == [8, 15])
    func distributions(_ program: Int) throws -> [ChoiceDistribution] {
      try stride(from: 0, to: pairs.count, by: 2).map { index in
        try #require(ChoiceDistribution([0, 1].map { scored.answers[index + $0][program].logprob }))
      }
    }
    let (before, now) = (try distributions(1), try distributions(3))
    let entropy = now.reduce(0) { $0 + $1.entropy } / 4
    let kl = zip(before, now).reduce(0) { $0 + ($1.0.divergence(to: $1.1) ?? .nan) } / 4
    #expect(try abs(#require(records[15].entropy) - entropy) < 1e-12)
    #expect(try abs(#require(records[15].kl) - kl) < 1e-12)
  }

  @Test func `residuals are those of the states at the read-outs`() throws {
    let scorer = try DemoModel.scorer(programs: [4, 9, 16].map { try DemoModel.program(loops: 16).prefix($0) })
    let scored = try scorer.score(requests, withTrace: true)
    #expect(scored.answers.allSatisfy { $0[0].residual == nil && $0[1].residual != nil && $0[2].residual != nil })
    let alone = try DemoModel.scorer(loops: [16]).score(requests)
    #expect(alone.answers.allSatisfy { $0[0].residual == nil })
    // One application apart, a read-out's residual is that of the trace, whose rows are the same.
    let close = try DemoModel.scorer(programs: [15, 16].map { try DemoModel.program(loops: 16).prefix($0) })
    let one = try close.score(Array(requests.prefix(1)), withTrace: true)
    let whole = try #require(try DemoModel.residual(of: requests[0], application: 15))
    #expect(try abs(#require(one.answers[0][1].residual) - whole) < 1e-5)
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

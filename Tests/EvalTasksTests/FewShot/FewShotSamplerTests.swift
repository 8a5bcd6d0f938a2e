import Console
import EvalTasks
import PythonValues
import Testing

/// Expected draws are what lm-eval 0.4.13's samplers give for the same docs.
struct FewShotSamplerTests {
  private func docs(_ ids: some Sequence<Int>) -> [Doc] { ids.map { ["id": .int($0)] } }

  private func ids(_ docs: [Doc]) -> [Int] {
    docs.compactMap { if case .int(let id) = $0["id"] { id } else { nil } }
  }

  @Test("The default sampler draws with one generator, doc after doc")
  func random() throws {
    var sampler = FewShotSampler(docs: docs(0..<30), task: "t")
    let drawn = try (0..<3).map { _ in ids(try sampler.examples(3)) }
    #expect(drawn == [[24, 14, 3], [0, 2, 29], [25, 18, 1]])
  }

  @Test("Where the evaluated doc may be among the examples, one more is drawn and it is left out")
  func excluding() throws {
    let docs = docs(0..<30)
    var sampler = FewShotSampler(docs: docs, task: "t")
    let drawn = try [27, 3, 11, 5].map { ids(try sampler.examples(3, excluding: docs[$0])) }
    #expect(drawn == [[24, 14, 3], [2, 29, 25], [1, 21, 22], [3, 24, 11]])
  }

  @Test("Where several docs equal the evaluated one, examples are drawn again from the others")
  func drawingAgain() throws {
    let docs = docs((0..<9).map { $0 % 3 })
    var sampler = FewShotSampler(docs: docs, task: "t")
    let drawn = try docs.map { ids(try sampler.examples(4, excluding: $0)) }
    #expect(
      drawn == [
        [1, 2, 1, 2], [0, 0, 0, 2], [1, 1, 0, 0], [1, 1, 2, 2], [2, 0, 2, 2], [1, 0, 1, 1], [2, 1, 1, 2], [2, 2, 2, 0],
        [0, 1, 1, 0],
      ])
  }

  @Test("first_n gives the first docs that are not the evaluated one")
  func first() throws {
    let docs = docs(0..<30)
    var sampler = FewShotSampler(.firstN, docs: docs, task: "t")
    let evaluated: [Doc?] = [nil, docs[1], docs[7]]
    #expect(try evaluated.map { ids(try sampler.examples(3, excluding: $0)) } == [[0, 1, 2], [0, 2, 3], [0, 1, 2]])
  }

  @Test("Another seed draws other examples, and no examples draw nothing")
  func seed() throws {
    var sampler = FewShotSampler(docs: docs(0..<30), task: "t", seed: 42)
    #expect(try sampler.examples(0).isEmpty)
    #expect(ids(try sampler.examples(3)) == [20, 3, 0])
  }

  @Test("Too few docs are an error that says how many there are", arguments: FewShotConfiguration.Sampler.allCases)
  func tooFew(kind: FewShotConfiguration.Sampler) throws {
    var sampler = FewShotSampler(kind, docs: docs(0..<4), task: "toy")
    let error = #expect(throws: UserError.self) { try sampler.examples(4, excluding: ["id": .int(1)]) }
    #expect(error?.description.contains("toy: \(kind == .random ? 5 : 4) few-shot examples") == true)
    #expect(error?.remedy.contains("--num-fewshot") == true)
  }

  @Test("The largest number of all is too many, not a crash", arguments: FewShotConfiguration.Sampler.allCases)
  func largest(kind: FewShotConfiguration.Sampler) throws {
    var sampler = FewShotSampler(kind, docs: docs(0..<4), task: "toy")
    #expect(throws: UserError.self) { try sampler.examples(.max, excluding: ["id": .int(1)]) }
  }

  @Test("A negative number of examples is an error")
  func negative() throws {
    var sampler = FewShotSampler(docs: docs(0..<4), task: "toy")
    #expect(throws: UserError.self) { try sampler.examples(-1) }
  }
}

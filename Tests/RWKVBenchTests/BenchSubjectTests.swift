import Console
import Testing

@testable import rwkv_bench

@Suite struct BenchSubjectTests {
  @Test func `Shapes are named by a comma-separated list, in any case`() throws {
    #expect(try BenchSubject.list("0.1b,bundled,l400-d1024").map(\.name) == ["0.1B", "bundled", "L400-D1024"])
  }

  @Test(arguments: ["0.2B", "", "0.1B,"])
  func `An unknown shape is an error that lists the known ones`(text: String) {
    let error = #expect(throws: UserError.self) { try BenchSubject.list(text) }
    #expect(error?.description.hasPrefix("--shapes \(text): no shape is named") == true)
    #expect(error?.description.contains("0.1B,0.4B,1.5B,2.9B,L400-D1024,bundled") == true)
  }

  @Test func `A missing file of the project is an error that names the places searched`() {
    let files = BenchFiles(folders: ["/no/such/place"])
    let error = #expect(throws: UserError.self) { try files.locate("prompts/lm_eval.yaml") }
    #expect(error?.problem == "the project's prompts/lm_eval.yaml was not found; searched /no/such/place")
    #expect(error?.remedy.contains("RWKV_EVAL_HOME") == true)
  }
}

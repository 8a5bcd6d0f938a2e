import Archives
import EvalTasks
import Foundation
import PythonValues
import SharedFixtures
import Testing

/// Digests are of what lm-eval's own functions make of the same files: a line a doc, values with U+001F between them.
@Suite(.enabled(if: SharedFixtures.has("data/tasks"), Comment(rawValue: SharedFixtures.missing)))
struct RealDocsTests {
  private func docs(_ task: String, path: String, name: String? = nil, split: String) throws -> [Doc] {
    let reference = DatasetReference(task: task, path: path, name: name, splits: [split])
    let overrides = try DataOverrides(["\(task)=\(SharedFixtures.path("data/tasks"))"])
    return try DocLoader(reference: reference, folder: URL(filePath: "/"), overrides: overrides).docs(split: split)
  }

  private func digest(_ lines: [[PythonValue?]]) -> String {
    var digest = ContentDigest()
    for line in lines {
      let texts = line.map { value in
        switch value {
        case .string(let text): text
        case .int(let number): "\(number)"
        default: "?"
        }
      }
      digest.update((texts.joined(separator: "\u{1f}") + "\n").utf8)
    }
    return digest.hex()
  }

  private func list(_ value: PythonValue?) -> [PythonValue] { if case .list(let values) = value { values } else { [] } }

  @Test("HellaSwag: questions, choices and answers of all 10042 docs")
  func hellaswag() throws {
    let docs = try NativeCall(family: "hellaswag", module: "utils")
      .docs(docs("hellaswag", path: "Rowan/hellaswag", split: "validation"))
    #expect(docs.count == 10042)
    let lines = docs.map { [$0["query"]] + list($0["choices"]) + [$0["gold"]] }
    #expect(digest(lines) == "10d79845f94253e240e4cbace112ddaadb03d7f8199564dd715eb8754df09bb9")
  }

  @Test("WinoGrande: indices, continuations and contexts of all 1267 docs")
  func winogrande() throws {
    let call = NativeCall(family: "winogrande", module: "preprocess_winogrande")
    let docs = try docs("winogrande", path: "allenai/winogrande", name: "winogrande_xl", split: "validation")
    #expect(docs.count == 1267)
    let lines = try docs.map { doc in
      try [call.value("doc_to_text", of: doc), call.value("doc_to_target", of: doc)]
        + list(call.value("doc_to_choice", of: doc))
    }
    #expect(digest(lines) == "87bba9f3934226fa475ca30d0a14515561d4804033ccd3ab4e3a30fe26d885d0")
  }

  @Test("PIQA and LAMBADA: all fields as Python's json module reads them")
  func plain() throws {
    let piqa = try docs("piqa", path: "baber/piqa", split: "validation")
    let fields = piqa.map { doc in ["goal", "sol1", "sol2", "label"].map { doc[$0] } }
    #expect(piqa.count == 1838)
    #expect(digest(fields) == "6c8bf3c498df6dbbc60695e1bf403065be8e51ff6f678bcf9026bb5cccad06ff")
    let lambada = try docs("lambada_openai", path: "EleutherAI/lambada_openai", name: "default", split: "test")
    #expect(lambada.count == 5153)
    #expect(
      digest(lambada.map { [$0["text"]] }) == "af89ee3f01013436d20f568d426a163240423b3e8897f6ec20921523665bbeda")
  }
}

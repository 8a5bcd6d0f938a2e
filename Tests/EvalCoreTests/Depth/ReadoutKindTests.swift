import EvalCore
import Foundation
import Testing

@Suite struct ReadoutKindTests {
  @Test("A manifest that does not say what its read-outs stand for is read, and one that does comes back as it was")
  func manifest() throws {
    let old = try JSONDecoder().decode(ReadoutDepth.self, from: Data(#"{"loops":8,"layerApplications":8}"#.utf8))
    #expect(old == ReadoutDepth(loops: 8, layerApplications: 8) && old.kind == nil)
    let depth = ReadoutDepth(loops: 8, layerApplications: 8, kind: .prefix)
    let data = try JSONEncoder().encode(depth)
    #expect(String(decoding: data, as: UTF8.self).contains(#""kind":"prefix""#))
    #expect(try JSONDecoder().decode(ReadoutDepth.self, from: data) == depth)
  }
}

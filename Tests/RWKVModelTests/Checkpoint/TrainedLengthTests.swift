import FileWriters
import Foundation
import SharedFixtures
import Testing

@testable import RWKVModel

@Suite struct TrainedLengthTests {
  private func length(_ name: String, configuration: String?) throws -> Int? {
    let folder = try TemporaryFolder()
    let weights = try [UInt8](
      Data(contentsOf: URL(filePath: SharedFixtures.packageRoot + "/models/demo/model.safetensors")))
    let path = try folder.write(weights, to: name)
    if let configuration { _ = try folder.write(Array(configuration.utf8), to: "config.json") }
    return try Checkpoint.open(path).trainedLength
  }

  @Test("The trained length is what config.json says, or else the file's name")
  func lengths() throws {
    #expect(try length("RWKV-x070-World-0.1B-v2.8-20241210-ctx4096.safetensors", configuration: nil) == 4096)
    #expect(try length("model.safetensors", configuration: nil) == nil)
    #expect(try length("model.safetensors", configuration: #"{"max_position_embeddings": 2048}"#) == 2048)
    #expect(try length("m-ctx512.safetensors", configuration: #"{"context_length": 8192, "ctx_len": 1}"#) == 8192)
    #expect(try length("m-ctx512.safetensors", configuration: #"{"hidden_size": 96}"#) == 512)
  }
}

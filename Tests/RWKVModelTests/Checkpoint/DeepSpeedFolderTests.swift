import Console
import FileWriters
import Foundation
import RWKVModel
import Testing

@Suite struct DeepSpeedFolderTests {
  private let folder = try? TemporaryFolder()

  /// A file of DeepSpeed's with one tensor under "module".
  private func write(_ name: String, shape: [Int] = [12]) throws {
    var pickle = PickleWriter()
    pickle.raw([0x7d])
    pickle.text("module")
    pickle.raw([0x7d])
    pickle.text("blocks.0.att.r_k")
    pickle.tensor(.init(count: 12, shape: shape, strides: [1]))
    pickle.raw([0x73, 0x73, 0x2e])
    _ = try #require(folder).write(SampleFiles.torch(pickle.bytes, count: 12), to: name)
  }

  private func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: #require(folder).path + "/" + name, withIntermediateDirectories: true)
  }

  private func problem() throws -> UserError? {
    let path = try #require(folder).path
    return #expect(throws: UserError.self) { try Checkpoint.open(path) }
  }

  @Test(
    "The weights of the last step are found in a folder of DeepSpeed's", arguments: ["global_step500", "checkpoint"])
  func latest(step: String) throws {
    let folder = try #require(folder)
    try makeFolder(step)
    try write(step + "/mp_rank_00_model_states.pt")
    _ = try folder.write("x", to: step + "/bf16_zero_pp_rank_0_mp_rank_00_optim_states.pt")
    _ = try folder.write(step + "\n", to: "latest")
    _ = try folder.write("", to: "zero_to_fp32.py")
    for path in [folder.path, folder.path + "/" + step] {
      let checkpoint = try Checkpoint.open(path)
      #expect(checkpoint.tensors.keys.sorted() == ["blocks.0.att.r_k"])
      #expect(checkpoint.files.first?.hasSuffix(step + "/mp_rank_00_model_states.pt") == true)
    }
  }

  @Test("Parts are refused with the script that puts them together")
  func parts() throws {
    let folder = try #require(folder)
    _ = try folder.write("x", to: "zero_pp_rank_0_mp_rank_00_model_states.pt")
    let third = try problem()
    #expect(third?.problem.hasPrefix("holds a checkpoint of DeepSpeed's ZeRO-3 (zero_pp_rank_0_mp_rank_00") == true)
    #expect(third?.remedy.contains("python zero_to_fp32.py FOLDER OUT") == true)
    try FileManager.default.removeItem(atPath: folder.path + "/zero_pp_rank_0_mp_rank_00_model_states.pt")
    try write("mp_rank_00_model_states.pt")
    try write("mp_rank_01_model_states.pt")
    #expect(
      try problem()?.problem
        == "holds 2 parts of a model (mp_rank_00_model_states.pt, mp_rank_01_model_states.pt)")
  }

  @Test("A folder whose last step is gone, and one of FSDP's parts, are said to be that")
  func others() throws {
    let folder = try #require(folder)
    _ = try folder.write("global_step7", to: "latest")
    #expect(try problem()?.problem == "its file \"latest\" names global_step7, which is not there")
    _ = try folder.write("x", to: "__0_0.distcp")
    #expect(try problem()?.remedy.contains("dcp_to_torch FOLDER model.pth") == true)
  }

  @Test("Empty weights, as ZeRO-3 has them, are refused with the script")
  func empty() throws {
    try write("m.pt", shape: [0])
    let path = try #require(folder).path + "/m.pt"
    let error = #expect(throws: UserError.self) { try Checkpoint.open(path) }
    #expect(error?.problem == "has shape [0] and so no numbers, as the weights in DeepSpeed's files of ZeRO-3")
    #expect(error?.description.contains("tensor \"blocks.0.att.r_k\"") == true)
    #expect(error?.remedy.contains("zero_to_fp32.py") == true)
  }
}

import Console
import FileWriters
import Foundation
import RWKVModel
import Testing

@Suite struct TensorNamingTests {
  let folder = try? TemporaryFolder()

  private func open(_ tensors: [(String, [Int])]) throws -> Checkpoint {
    try .open(#require(folder).write(SampleFiles.safetensors(tensors), to: "m.safetensors"))
  }

  private func failure(_ names: [String]) -> UserError? {
    #expect(throws: UserError.self) { try open(names.map { ($0, [2]) }) }
  }

  @Test(
    "A prefix that all names carry is dropped",
    arguments: [
      "module.", "_forward_module.", "_orig_mod.", "model.", "base_model.model.", "module._orig_mod.",
      "_forward_module.model.",
    ])
  func prefixes(prefix: String) throws {
    let checkpoint = try open([(prefix + "emb.weight", [2, 2]), (prefix + "blocks.0.att.x_r", [1, 1, 2])])
    #expect(checkpoint.tensors.keys.sorted() == ["blocks.0.att.x_r", "emb.weight"])
    #expect(checkpoint.tensors["emb.weight"]?.storedName == prefix + "emb.weight")
  }

  @Test("A prefix that only some names carry is kept")
  func partialPrefix() throws {
    let checkpoint = try open([("model.emb.weight", [2, 2]), ("blocks.0.att.x_r", [1, 1, 2])])
    #expect(checkpoint.tensors.keys.sorted() == ["blocks.0.att.x_r", "model.emb.weight"])
  }

  @Test(
    "The name of a wrapper is dropped wherever it stands, also where only some names have it",
    arguments: ["_orig_mod.", "_checkpoint_wrapped_module.", "_fsdp_wrapped_module.", "module.", "_orig_mod.module."])
  func wrappers(wrapper: String) throws {
    let official = try open([
      ("\(wrapper)emb.weight", [2, 2]), ("\(wrapper)blocks.0.\(wrapper)att.x_r", [1, 1, 2]), ("ln_out.bias", [2]),
    ])
    #expect(official.tensors.keys.sorted() == ["blocks.0.att.x_r", "emb.weight", "ln_out.bias"])
    #expect(official.tensors["blocks.0.att.x_r"]?.storedName == "\(wrapper)blocks.0.\(wrapper)att.x_r")
    let fla = try open([("model.layers.0.\(wrapper)attn.x_r", [1, 1, 2]), ("model.\(wrapper)norm.bias", [2])])
    #expect(fla.tensors.keys.sorted() == ["blocks.0.att.x_r", "ln_out.bias"])
    let twice = failure(["blocks.0.att.x_r", "blocks.0.\(wrapper)att.x_r"])
    #expect(twice?.problem.hasPrefix("is stored twice") == true)
  }

  @Test(
    "Hugging Face names become official names, with low-rank matrices turned",
    arguments: ["", "model.", "module.model."])
  func huggingFace(prefix: String) throws {
    let checkpoint = try open([
      (prefix + "embeddings.weight", [4, 2]), (prefix + "norm.bias", [2]), (prefix + "layers.0.pre_norm.weight", [2]),
      (prefix + "layers.10.attn_norm.weight", [2]), (prefix + "layers.10.attn.w_lora.lora.0.weight", [3, 2]),
      (prefix + "layers.10.attn.w_lora.lora.2.weight", [2, 3]), (prefix + "layers.10.attn.w_lora.lora.2.bias", [2]),
      (prefix + "layers.10.attn.o_proj.weight", [2, 2]), (prefix + "layers.10.attn.x_r", [1, 1, 2]),
      (prefix + "layers.10.attn.g_lora.lora.2.bias", [2]),
    ])
    #expect(
      checkpoint.tensors.mapValues(\.shape) == [
        "emb.weight": [4, 2], "ln_out.bias": [2], "blocks.0.ln0.weight": [2], "blocks.10.ln1.weight": [2],
        "blocks.10.att.w1": [2, 3], "blocks.10.att.w2": [3, 2], "blocks.10.att.w0": [2],
        "blocks.10.att.output.weight": [2, 2], "blocks.10.att.x_r": [1, 1, 2],
        String(prefix.hasPrefix("module.") ? prefix.dropFirst(7) : prefix[...]) + "layers.10.attn.g_lora.lora.2.bias": [
          2
        ],
      ])
    #expect(checkpoint.layerCount == 11)
    #expect(checkpoint.tensors["blocks.10.att.w1"]?.widened() == [14, 16, 18, 15, 17, 19])
  }

  @Test("The single x_x of old files becomes six vectors in the order r, w, k, v, a, g")
  func oldShifts() throws {
    let tensors = try open([("model.layers.0.attn.x_x", [6, 2])]).tensors
    for (index, letter) in ["r", "w", "k", "v", "a", "g"].enumerated() {
      #expect(tensors["blocks.0.att.x_\(letter)"]?.widened() == [Float(2 * index), Float(2 * index + 1)])
    }
    let error = #expect(throws: UserError.self) { try open([("model.layers.0.attn.x_x", [5, 2])]) }
    #expect(error?.description.contains("tensor \"model.layers.0.attn.x_x\": shape is [5, 2], expected [6, C]") == true)
  }

  @Test("Group g, inner layer j becomes block g × layers per group + j, and other names stay")
  func groups() throws {
    let names = (0..<3).flatMap { group in (0..<2).map { "rwkv_layer_groups.\(group).rwkv_layers.\($0).att.x_r" } }
    let others = ["input_injection_adapter.weight", "groups.0.inject.weight", "groups.0.norm.bias"]
    let checkpoint = try open((names + others).map { ($0, [2]) })
    #expect(checkpoint.groupLayout == GroupLayout(groupCount: 3, layersPerGroup: 2))
    #expect(checkpoint.tensors["blocks.5.att.x_r"]?.storedName == "rwkv_layer_groups.2.rwkv_layers.1.att.x_r")
    #expect(others.allSatisfy { checkpoint.tensors[$0] != nil })
    #expect(checkpoint.layerCount == 6)
  }

  @Test("Groups with a gap or of different sizes are refused")
  func unevenGroups() {
    let gap = failure(["rwkv_layer_groups.0.rwkv_layers.0.att.x_r", "rwkv_layer_groups.2.rwkv_layers.0.att.x_r"])
    #expect(gap?.problem == "its rwkv_layer_groups are not numbered from 0 with the same layers in each")
    let uneven = failure([
      "rwkv_layer_groups.0.rwkv_layers.0.att.x_r", "rwkv_layer_groups.0.rwkv_layers.1.att.x_r",
      "rwkv_layer_groups.1.rwkv_layers.0.att.x_r",
    ])
    #expect(uneven?.remedy == "Save the whole model; part of its groups or layers is missing.")
  }

  @Test("Two stored names for one canonical name are refused")
  func twice() {
    let error = failure(["model.layers.0.attn.x_r", "layers.0.attn.x_r"])
    #expect(error?.tensor == "blocks.0.att.x_r")
    #expect(error?.problem.hasPrefix("is stored twice, as \"") == true)
  }

  @Test(
    "Other generations and kinds of model are refused by name",
    arguments: [
      (["blocks.0.att.x_r", "blocks.0.ffn.s1", "blocks.0.qkv.qq.weight"], "an RWKV-7b model (DeepEmbed and DEA)"),
      (["blocks.0.att.x_r", "blocks.0.ffn.receptance.weight"], "an RWKV model of a kind between RWKV-6 and RWKV-7"),
    ])
  func otherGenerations(names: [String], kind: String) {
    let error = failure(names)
    #expect(error?.problem == "is \(kind), and this program runs RWKV-4 to RWKV-7 only")
    #expect(error?.remedy.contains("Use a checkpoint of one of these") == true)
  }

  @Test(
    "Generations are told by names",
    arguments: [
      (["time_decay", "time_first"], ModelGeneration.rwkv4), (["time_decay", "time_first", "ln_x.weight"], .rwkv5),
      (["time_decay", "time_faaaa", "ln_x.weight"], .rwkv5), (["time_maa_x", "time_decay", "ln_x.weight"], .rwkv6),
      (["x_r", "r_k", "ln_x.weight"], .rwkv7),
    ])
  func generations(names: [String], generation: ModelGeneration) throws {
    #expect(try open(names.map { ("blocks.0.att.\($0)", [2]) }).generation == generation)
  }

  @Test("Files of tuned states are said to be what they are; states in a whole model have no place")
  func states() throws {
    let states = failure(["blocks.0.att.time_state", "blocks.1.att.time_state"])
    #expect(states?.problem == "is a file of tuned states: it holds the states that a model starts from, and no model")
    #expect(try open([("blocks.0.att.time_state", [2]), ("blocks.0.att.x_r", [2])]).tensors.count == 2)
  }

  @Test(
    "RWKV-PEFT's adapters of every kind are refused as such",
    arguments: [
      "blocks.0.att.key.bone", "blocks.0.ffn.value.disha", "base_model.model.blocks.0.att.key.lora_B.weight",
    ])
  func adapters(name: String) {
    #expect(failure([name])?.problem == "is an adapter, not a whole model")
  }

  @Test("Adapters and other networks are refused")
  func otherNetworks() {
    #expect(failure(["base_model.model.blocks.0.att.key.lora_A.weight"])?.problem == "is an adapter, not a whole model")
    let error = failure(["model.layers.0.self_attn.q_proj.weight"])
    #expect(
      error?.problem == "holds no RWKV layer; its tensors are model.layers.0.self_attn.q_proj.weight, …")
  }
}

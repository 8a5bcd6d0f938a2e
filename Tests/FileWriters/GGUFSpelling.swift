/// How llama.cpp's converter names the tensors of RWKV-7.
public enum GGUFSpelling {
  /// The name in a GGUF file of a tensor with an official name; nil for what is joined or left out there.
  public static func name(_ name: String) -> String? {
    let whole = [
      "emb.weight": "token_embd.weight", "head.weight": "output.weight", "ln_out.weight": "output_norm.weight",
      "ln_out.bias": "output_norm.bias", "blocks.0.ln0.weight": "token_embd_norm.weight",
      "blocks.0.ln0.bias": "token_embd_norm.bias",
    ]
    if let whole = whole[name] { return whole }
    guard let match = name.wholeMatch(of: /blocks\.(\d+)\.(.+)/) else { return nil }
    let rest = String(match.2)
    if rest.hasPrefix("att.x_") || match.1 == "0" && rest.hasPrefix("att.v") && rest.count == 6 { return nil }
    let block = "blk.\(match.1)."
    let renamed = [
      "ln1": "attn_norm", "ln2": "attn_norm_2", "att.ln_x": "time_mix_ln", "ffn.x_k": "channel_mix_lerp_k",
    ]
    for (ours, theirs) in renamed where rest == ours || rest.hasPrefix(ours + ".") {
      return block + theirs + (rest == ours ? ".weight" : rest.dropFirst(ours.count))
    }
    let joined = rest.replacing("att.", with: "time_mix_").replacing("ffn.", with: "channel_mix_")
    return block + joined + (joined.hasSuffix(".weight") ? "" : ".weight")
  }

  /// Whether a tensor is a low-rank matrix, by its official name.
  public static func isLowRank(_ name: String) -> Bool {
    name.wholeMatch(of: /blocks\.\d+\.att\.[wavg][12]/) != nil
  }
}

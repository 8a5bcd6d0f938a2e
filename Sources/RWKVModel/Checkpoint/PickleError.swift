/// Why a pickle was refused or could not be read.
struct PickleError: Error {
  /// What is wrong, without a full stop.
  var problem: String
  /// What the user can do about it, a sentence.
  var remedy: String

  /// A pickle that is not as its writer wrote it.
  static func damaged(_ problem: String, at offset: Int) -> PickleError {
    PickleError(problem: "its pickle is damaged at byte \(offset): \(problem)", remedy: CheckpointError.fetchAgain)
  }

  /// A name that the reader does not know.
  static func refused(_ name: String) -> PickleError {
    if name.hasPrefix("torch."), name.hasSuffix("Storage") {
      return PickleError(
        problem: "it holds tensors of \(name), and only bf16, fp16 and fp32 are read",
        remedy: "Save the weights alone, converted: torch.save({k: v.bfloat16() for k, v in weights.items()}, path).")
    }
    return PickleError(
      problem: "refuses to call \(name): a file of weights has no use for it, and this file would run code",
      remedy: "If it comes from a trainer that you trust, save its state_dict alone; else do not load it in Python.")
  }
}

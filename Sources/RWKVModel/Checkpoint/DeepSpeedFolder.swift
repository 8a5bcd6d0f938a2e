internal import Console
internal import Foundation

/// The folders that DeepSpeed, and Lightning with it, write checkpoints into.
///
/// Source: DeepSpeed `runtime/engine.py`: `latest` names the folder of the last step; in it `mp_rank_00_model_states.pt` holds
/// the weights under "module", whole for ZeRO stages 0 to 2 and empty for stage 3, whose file begins with `zero_pp_rank_`; files
/// ending in `optim_states.pt` are flat parts of the optimizer's numbers.
enum DeepSpeedFolder {
  /// The file of whole weights, from the folder's path on; nil for a folder of another kind.
  ///
  /// - Parameter names: What lies in the folder.
  /// - Throws: `UserError` for one whose weights are in parts, naming what puts them together.
  static func weights(in path: String, _ names: [String]) throws(UserError) -> String? {
    if let shard = names.first(where: { $0.hasSuffix(".distcp") }) {
      throw UserError(
        "holds a checkpoint in parts (\(shard)), as PyTorch's FSDP writes it", path: path,
        remedy: """
          Put the parts together: python -m torch.distributed.checkpoint.format_utils dcp_to_torch FOLDER model.pth, and give \
          model.pth.
          """)
    }
    if let file = try weightsFile(path, names) { return file }
    guard names.contains("latest"), let latest = lastStep(path) else { return nil }
    let folder = (path as NSString).appendingPathComponent(latest)
    guard let inner = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw UserError(
        "its file \"latest\" names \(latest), which is not there", path: path,
        remedy: "Give the folder of a step that is there (global_step…), or the file in it.")
    }
    return try weightsFile(folder, inner).map { "\(latest)/\($0)" }
  }

  private static func weightsFile(_ path: String, _ names: [String]) throws(UserError) -> String? {
    let parts = names.filter { $0.hasSuffix("_model_states.pt") }.sorted()
    if let third = parts.first(where: { $0.hasPrefix("zero_pp_rank_") }) {
      throw UserError.zeroParts("holds a checkpoint of DeepSpeed's ZeRO-3 (\(third)), whose weights are in parts", path)
    }
    guard let first = parts.first else { return nil }
    guard parts.count == 1 else {
      throw UserError.zeroParts("holds \(parts.count) parts of a model (\(parts[0]), \(parts[1]))", path)
    }
    return first
  }

  /// What the file `latest` says, where it is the name of a folder.
  private static func lastStep(_ path: String) -> String? {
    let file = (path as NSString).appendingPathComponent("latest")
    guard let bytes = FileManager.default.contents(atPath: file), bytes.count <= 256 else { return nil }
    let name = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    return name.isEmpty || name.contains("/") || name.hasPrefix(".") ? nil : name
  }
}

extension UserError {
  /// An error about weights that DeepSpeed's own script must put together.
  static func zeroParts(_ problem: String, _ path: String, tensor: String? = nil) -> UserError {
    UserError(problem, path: path, tensor: tensor, remedy: zeroToFP32)
  }

  /// How the parts of a checkpoint of DeepSpeed's are put together.
  static let zeroToFP32 = """
    Put its parts together with the script that DeepSpeed leaves in the checkpoint's folder: python zero_to_fp32.py FOLDER \
    OUT; and give what it writes.
    """
}

internal import Console
import Archives
import Foundation
internal import PythonValues

/// Finds the weights in a folder as Hugging Face lays it out, or in one with a single weights file.
struct CheckpointFolder {
  /// The files to read, in order.
  let files: [String]
  /// Whether they are `.safetensors`.
  let isSafetensors: Bool
  /// Tensor name to file name, where the folder has an index.
  let index: [String: String]

  private let path: String

  /// Looks into a folder.
  init(_ path: String) throws {
    self.path = path
    let names: [String]
    do { names = try FileManager.default.contentsOfDirectory(atPath: path).sorted() } catch {
      throw UserError(
        "cannot be listed (\(error.localizedDescription))", path: path, remedy: "Check its permissions.")
    }
    let safetensors = names.filter { $0.hasSuffix(".safetensors") }
    let indexes = names.filter { $0.hasSuffix(".safetensors.index.json") }
    isSafetensors = !safetensors.isEmpty || !indexes.isEmpty
    index =
      try indexes.count == 1 && !safetensors.contains("model.safetensors")
      ? Self.readIndex(path + "/" + indexes[0]) : [:]
    let chosen: [String]
    if safetensors.contains("model.safetensors") {
      chosen = ["model.safetensors"]
    } else if !index.isEmpty {
      chosen = Set(index.values).sorted()
    } else if let shards = Self.shards(safetensors) {
      chosen = shards
    } else if safetensors.isEmpty, let trained = try DeepSpeedFolder.weights(in: path, names) {
      files = [path + "/" + trained]
      return
    } else {
      chosen = [try Self.single(names, safetensors, path)]
    }
    for name in chosen where !names.contains(name) {
      throw UserError("lacks \(name), one part of its weights", path: path, remedy: "Fetch the missing file.")
    }
    files = chosen.map { path + "/" + $0 }
  }

  /// Throws unless every tensor of the index is in the file that the index names.
  func requireIndexed(_ tensors: [String: Set<String>]) throws(UserError) {
    for (tensor, file) in index.sorted(by: { $0.key < $1.key }) where tensors[file]?.contains(tensor) != true {
      throw UserError(
        "the folder's index places it in \(file), which does not hold it", path: path, tensor: tensor,
        remedy: "Fetch the folder again; its files are of different versions.")
    }
  }

  /// All shard names when one is `<stem>-00001-of-00003.safetensors`; nil when none is.
  private static func shards(_ names: [String]) -> [String]? {
    for name in names {
      let parts = name.dropLast(".safetensors".count).split(separator: "-", omittingEmptySubsequences: false)
      guard parts.count >= 4, parts[parts.count - 2] == "of", let count = Int(parts[parts.count - 1]),
        Int(parts[parts.count - 3]) != nil, count > 0, count < 100_000
      else { continue }
      let stem = parts.dropLast(3).joined(separator: "-")
      let width = parts[parts.count - 3].count
      return (1...count).map { number in
        let digits = String(number)
        let padded = String(repeating: "0", count: max(0, width - digits.count)) + digits
        return "\(stem)-\(padded)-of-\(parts[parts.count - 1]).safetensors"
      }
    }
    return nil
  }

  private static func single(_ names: [String], _ safetensors: [String], _ path: String) throws(UserError)
    -> String
  {
    let torch = names.filter { name in
      [".pth", ".pt", ".ckpt", ".gguf", ".st"].contains(where: name.hasSuffix) || name == "pytorch_model.bin"
    }
    let candidates = safetensors.isEmpty ? torch : safetensors
    guard let only = candidates.first else {
      throw UserError(
        "is a folder without weights", path: path,
        remedy:
          "Expected model.safetensors, its numbered parts, or one .pth, .gguf or .st; fetch the weights (git lfs pull)."
      )
    }
    guard candidates.count == 1 else {
      throw UserError(
        "is a folder with several weights files: \(candidates.prefix(8).joined(separator: ", "))", path: path,
        remedy: "Name one of them.")
    }
    return only
  }

  private static func readIndex(_ path: String) throws(UserError) -> [String: String] {
    let bytes = FileManager.default.contents(atPath: path).map { Array($0) } ?? []
    if let mistaken = MistakenFile(start: bytes) {
      throw UserError(mistaken.problem, path: path, remedy: mistaken.remedy)
    }
    guard case .dictionary(let index) = try? JSONParser.value(in: bytes, largeNumbers: .rounded),
      case .dictionary(let map) = index["weight_map"], map.values.allSatisfy({ isFileName($0) })
    else {
      throw UserError(
        "is no index of weights (an object with \"weight_map\", tensor name to file name)", path: path,
        remedy: "Fetch it again, or remove it if the weights are all here.")
    }
    return Dictionary(map.map { ($0.key, $0.value.str) }, uniquingKeysWith: { $1 })
  }

  private static func isFileName(_ value: PythonValue) -> Bool {
    if case .string(let name) = value { !name.contains("/") } else { false }
  }
}

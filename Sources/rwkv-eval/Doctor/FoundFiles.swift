import Foundation

/// What lies in a folder that could be evaluated or evaluated with, told by names.
struct FoundFiles {
  /// Most names that are shown of a kind, and most that are looked at.
  private static let (mostShown, mostNames) = (8, 10_000)
  private static let weights = [".pth", ".pt", ".ckpt", ".safetensors", ".st", ".gguf"]
  private static let archives = [".tar", ".tar.gz", ".tgz", ".tar.xz", ".zip"]

  /// The lines.
  let lines: [String]

  /// Lists a folder, not what is in its folders.
  init(_ folder: String) {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let names = all.sorted().prefix(Self.mostNames)
    func has(_ name: String, _ file: String) -> Bool {
      FileManager.default.fileExists(atPath: "\(folder)/\(name)/\(file)")
    }
    let models = names.filter { name in
      Self.weights.contains(where: name.hasSuffix) || has(name, "model.safetensors") || has(name, "config.json")
    }
    let data = names.filter { name in
      Self.archives.contains(where: name.hasSuffix) || name.hasSuffix(".jsonl") || has(name, "test")
    }
    let vocabularies = names.filter { $0.contains("vocab") && $0.hasSuffix(".txt") || $0 == "tokenizer.json" }
    lines = [
      "models here:     \(Self.list(models))", "data here:       \(Self.list(data))",
      "vocabulary here: \(Self.list(vocabularies))",
      "a checkpoint:    rwkv-eval doctor PATH says what it is and whether it can be evaluated",
    ]
  }

  private static func list(_ names: [String]) -> String {
    guard !names.isEmpty else { return "none" }
    let more = names.count > mostShown ? " and \(names.count - mostShown) more" : ""
    return names.prefix(mostShown).joined(separator: ", ") + more
  }
}

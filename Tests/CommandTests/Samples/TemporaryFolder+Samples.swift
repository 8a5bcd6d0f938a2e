import FileWriters
import Foundation

extension TemporaryFolder {
  /// A model folder with the demo's configuration and vocabulary and the given weights; returns `--model` and `--data`.
  func model(_ weights: some Sequence<UInt8>, as name: String = "model.safetensors") throws -> [String] {
    for file in ["config.json", "vocab.txt"] { try write(Bundled.data("demo/" + file), to: "model/" + file) }
    try write(weights, to: "model/" + name)
    return ["--model", path + "/model", "--data", Bundled.path("demo/data")]
  }

  /// A data folder with one subject's test rows; returns `--data`.
  func rows(_ rows: some Sequence<UInt8>) throws -> [String] {
    try write(rows, to: "data/test/anatomy_test.csv")
    return ["--data", path + "/data"]
  }

  /// A tar with the given entries; returns `--data`.
  func tar(_ entries: [(String, String)]) throws -> [String] {
    var tar = TarWriter()
    for (name, content) in entries { tar.add(name, content) }
    return ["--data", try write(tar.finished(), to: "data.tar")]
  }
}

/// Rows in MMLU's layout that nothing is wrong with.
let goodRows = "Which is one?,1,2,3,4,A\nWhich is two?,1,2,3,4,B\n"

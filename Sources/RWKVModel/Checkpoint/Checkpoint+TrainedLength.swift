import Foundation
internal import PythonValues

extension Checkpoint {
  /// Tokens of the texts that the model was trained on, as `config.json` says or the file's name (`…-ctx4096.pth`); nil
  /// where neither does.
  public var trainedLength: Int? {
    let name = URL(filePath: path).lastPathComponent
    let inName = name.firstMatch(of: /ctx[-_]?([0-9]{2,9})(?![0-9])/).flatMap { Int($0.1) }
    guard let fields = configurationPath.flatMap({ try? ConfigurationFields(contentsOf: $0).object }) else {
      return inName
    }
    for key in ["context_length", "ctx_len", "max_position_embeddings"] {
      if case .int(let length) = fields[key], length > 0 { return length }
    }
    return inName
  }
}

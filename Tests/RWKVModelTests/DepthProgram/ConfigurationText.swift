import FileWriters
import RWKVModel
import Testing

/// Programs from the text of a configuration, as a checkpoint with a `config.json` beside it gives them.
struct ConfigurationText {
  let inventory: LayerInventory
  var flags = DepthFlags()
  private let folder: TemporaryFolder

  init(_ layers: Int = 8, named: LayerInventory.NamedGroups? = nil, hasSharedAdapter: Bool = false) throws {
    inventory = LayerInventory(layers: layers, namedGroups: named, hasSharedAdapter: hasSharedAdapter)
    folder = try TemporaryFolder()
  }

  /// The program of a `config.json`.
  func program(_ text: String?, loops: Int? = nil) throws -> DepthProgram {
    try resolved(text, isLooped: loops != nil).configuration.program(loops: loops, for: inventory)
  }

  func resolved(_ text: String?, isLooped: Bool = false) throws -> DepthFlags.Resolved {
    let path = try text.map { try folder.write(Array($0.utf8), to: "config.json") }
    return try flags.resolve(configurationPath: path, inventory: inventory, isLooped: isLooped)
  }

  /// Writes a file to name with `--depth-program`.
  func file(_ text: String) throws -> String { try folder.write(Array(text.utf8), to: "program.json") }

  /// The error that a configuration gives, with the folder's path left out.
  func refusal(_ text: String?, loops: Int? = nil) -> String {
    do {
      let program = try program(text, loops: loops)
      return "accepted: \(program.summary)"
    } catch {
      return "\(error)".replacing(folder.path + "/", with: "")
    }
  }
}

internal import Console
internal import Foundation

/// The command-line flags that choose or override a depth program.
public struct DepthFlags: Sendable, Hashable {
  /// The flag `--groups`.
  public var groups: Int?
  /// The flag `--sharing`.
  public var sharing: DepthConfiguration.Sharing?
  /// The flag `--injection`.
  public var injection: DepthConfiguration.Injection.Kind?
  /// The flag `--prelude`.
  public var prelude: Int?
  /// The flag `--coda`.
  public var coda: Int?
  /// `--depth-program`: a preset's name (with `:n,n,…` for the repeats of `rwkv-dr-0615`), a list of layers such as
  /// `0,0,1,1`, `plain`, or the path of a JSON file.
  public var program: String?

  /// No flags.
  public init() {}

  /// The configuration that a checkpoint is to be run under.
  public struct Resolved: Sendable, Hashable {
    /// The configuration.
    public let configuration: DepthConfiguration
    /// Every flag that overrides a field of `config.json`, a line each.
    public let overrides: [String]
    /// What a reader must know of the choice, a sentence each.
    public let notes: [String]
  }

  /// Combines flags and `config.json`.
  ///
  /// - Parameters:
  ///   - configurationPath: The checkpoint's `config.json`, if there is one.
  ///   - inventory: The checkpoint's layers.
  ///   - isLooped: Whether a loop count is given on the command line.
  /// - Throws: `UserError` naming the field or flag.
  public func resolve(
    configurationPath: String?, inventory: LayerInventory, isLooped: Bool
  ) throws -> Resolved {
    let file = try configurationPath.map { try DepthConfigurationFile(path: $0) }
    if let promised = try file?.plainLayerCount(), promised != inventory.layers, program == nil, groups == nil {
      throw UserError(
        "\(file?.path ?? "config.json"): num_hidden_layers is \(promised), but the checkpoint has \(inventory.layers) layers",
        remedy: "Correct the file, or take the checkpoint that belongs to it")
    }
    var overrides: [String] = []
    var configuration = try file?.configuration(for: inventory) ?? DepthConfiguration()
    if let program {
      if configuration.isLooped {
        overrides.append("--depth-program \(program) replaces the program of \(configuration.origin)")
      }
      configuration = try named(program, inventory: inventory)
    } else if inventory.namedGroups != nil && !configuration.isLooped {
      throw UserError(
        "the checkpoint's tensor names (rwkv_layer_groups.*) say that it is depth-recurrent, but nothing says in which order "
          + "its layers run",
        remedy:
          "Add --depth-program with one of \(DepthPreset.allCases.map(\.rawValue).joined(separator: ", ")), and --loops"
      )
    }
    let wasLooped = configuration.isLooped
    let origin = configuration.origin
    func override<Value: Equatable>(
      _ flag: String, _ given: Value?, _ field: WritableKeyPath<DepthConfiguration, Value>, _ text: (Value) -> String
    ) {
      guard let given, configuration[keyPath: field] != given else { return }
      if wasLooped { overrides.append("\(flag) \(text(given)) (\(origin): \(text(configuration[keyPath: field])))") }
      configuration[keyPath: field] = given
    }
    try checkSharing(configuration)
    override("--groups", groups.map(Optional.some), \.groups) { $0.map(String.init) ?? "not given" }
    override("--sharing", sharing, \.sharing) { $0.rawValue }
    override("--injection", injection, \.injection.kind) { $0.rawValue }
    override("--prelude", prelude, \.prelude) { String($0) }
    override("--coda", coda, \.coda) { String($0) }
    let isCycle = configuration.sharing == .cycle || configuration.sharing == .cycleReverse
    if configuration.groups == nil && isCycle && configuration.schedule == nil { configuration.groups = 1 }
    try checkUse(configuration, isLooped: isLooped)
    let notes =
      !wasLooped && (isLooped || configuration.isLooped) && inventory.namedGroups == nil
      ? ["the checkpoint does not say that it was trained to be looped; running it so is an experiment"] : []
    return Resolved(configuration: configuration, overrides: overrides, notes: notes)
  }

  /// Throws where `--sharing` would be silently without effect.
  private func checkSharing(_ configuration: DepthConfiguration) throws {
    guard let sharing, sharing != .explicit, configuration.schedule != nil else { return }
    throw UserError(
      "--sharing \(sharing.rawValue), but \(configuration.origin) is an explicit program, which is its own order",
      remedy: "Leave --sharing out, or choose another program with --depth-program")
  }

  /// Throws where flags of a looped program are given and nothing is looped.
  private func checkUse(_ configuration: DepthConfiguration, isLooped: Bool) throws {
    guard !isLooped && !configuration.isLooped else { return }
    let flags = [
      (prelude ?? 0) > 0 ? "--prelude" : nil, (coda ?? 0) > 0 ? "--coda" : nil, sharing.map { _ in "--sharing" },
      injection.map { _ in "--injection" },
    ]
    guard let flag = flags.compactMap({ $0 }).first else { return }
    throw UserError(
      "\(flag) means nothing to \(configuration.origin), which loops no layers", remedy: "Add --loops N and --groups N")
  }

  private func named(_ text: String, inventory: LayerInventory) throws -> DepthConfiguration {
    if text == "plain" { return DepthConfiguration() }
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    if let preset = parts.first.flatMap(DepthPreset.init(rawValue:)) {
      let counts = parts.count > 1 ? try numbers(parts[1], flag: text) : []
      if !counts.isEmpty && preset != .june15 {
        throw UserError(
          "--depth-program \(text): the preset \(preset.rawValue) takes no repeats",
          remedy: "Write --depth-program \(preset.rawValue), or use \(DepthPreset.june15.rawValue)")
      }
      return try preset.configuration(
        for: inventory, repeats: Dictionary(uniqueKeysWithValues: counts.enumerated().map { ($0.offset, $0.element) }))
    }
    if text.allSatisfy({ $0.isNumber || $0 == "," }) {
      var configuration = DepthConfiguration()
      configuration.sharing = .explicit
      configuration.schedule = try numbers(text, flag: text)
      configuration.origin = "--depth-program \(text)"
      return configuration
    }
    guard FileManager.default.fileExists(atPath: text) else {
      throw DepthConfigurationFile.unknownPreset(text, at: "--depth-program")
    }
    let configuration = try DepthConfigurationFile(path: text).configuration(for: inventory)
    guard configuration.isLooped else {
      throw UserError(
        "--depth-program \(text): the file describes no depth program",
        remedy: "Give it a \"depth_program\" object, or use --depth-program plain")
    }
    return configuration
  }

  private func numbers(_ text: String, flag: String) throws -> [Int] {
    let fields = text.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = fields.compactMap { Int($0) }
    guard numbers.count == fields.count else {
      throw UserError("--depth-program \(flag): not a list of whole numbers", remedy: "Write 2,1,5")
    }
    return numbers
  }
}

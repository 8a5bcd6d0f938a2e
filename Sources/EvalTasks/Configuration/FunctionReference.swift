internal import Console
internal import Foundation

/// A Python function that a task's YAML names as `!function module.function`.
public struct FunctionReference: Sendable, Hashable, CustomStringConvertible {
  /// Name of the family of ports, for example `hellaswag`: that of the Python file beside the YAML where it is there, and
  /// else the name of the folder.
  public let family: String
  /// Name of the module, for example `utils`.
  public let module: String
  /// Name of the function in the module, for example `process_docs`.
  public let function: String

  /// A function by its names.
  public init(family: String, module: String, function: String) {
    self.family = family
    self.module = module
    self.function = function
  }

  /// The function in Swift; nil where there is none.
  public var native: NativeFunction? { NativeFunctions.named(family: family, module: module, function: function) }

  /// For example `hellaswag/utils.process_docs`.
  public var description: String { "\(family)/\(module).\(function)" }
}

extension FunctionReference {
  /// The function that a value names; nil when it names none.
  ///
  /// As with lm-evaluation-harness, its module lies beside the YAML file that names it. Where the module is there, its
  /// content tells which port stands for it, whatever the folder's name.
  ///
  /// - Throws: `UserError` when there is no Swift form of it, or the module is not the one that was ported.
  init?(_ value: ConfigurationValue, key: String) throws(UserError) {
    guard case .function(let name) = value.content else { return nil }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 1, let function = parts.last, !parts.contains("") else {
      throw value.error(
        "\"\(name)\" after !function names no function",
        remedy: "Write module.function, for example utils.process_docs.")
    }
    let folder = FilePath.folder(of: value.file)
    let module = parts.dropLast().joined(separator: ".")
    let named = FunctionReference(
      family: NativeFunctions.family(ofFolder: folder), module: module, function: String(function))
    let file = folder + "/" + parts.dropLast().joined(separator: "/") + ".py"
    guard let content = FileManager.default.contents(atPath: file) else {
      guard named.native != nil else { throw named.unsupported(at: value, key: key) }
      self = named
      return
    }
    guard let ported = PortedFile(content: content) else {
      throw named.native == nil
        ? named.unsupported(at: value, key: key) : named.changed(file, content, at: value, key: key)
    }
    self.init(family: ported.family, module: ported.module, function: String(function))
    guard native != nil else { throw unsupported(at: value, key: key) }
  }

  private func unsupported(at value: ConfigurationValue, key: String) -> UserError {
    value.error(
      "\"\(key)\" is the Python function \(self), which is not supported",
      remedy: "Say it as a template or a column, or run the task with lm-eval.")
  }

  private func changed(
    _ file: String, _ content: Data, at value: ConfigurationValue, key: String
  ) -> UserError {
    let name = FilePath.name(of: file)
    return value.error(
      "\"\(key)\" is \(function) of \(file), which is not the file that rwkv-eval has in Swift (SHA-256 "
        + "\(PortedFile.digest(of: content).prefix(12))…)",
      remedy: """
        Python is not run here. Restore lm-eval 0.4.13's \(name); or remove \(name), and the built-in \(self) is used; or \
        say what you changed as a template or a column; or run the task with lm-eval.
        """)
  }
}

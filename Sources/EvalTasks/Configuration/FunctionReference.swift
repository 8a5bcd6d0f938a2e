/// A Python function that a task's YAML names as `!function module.function`.
public struct FunctionReference: Sendable, Hashable, CustomStringConvertible {
  /// Name of the folder of the YAML file, for example `hellaswag`: modules lie beside the file that names them.
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

/// The functions of lm-evaluation-harness's tasks that are there in Swift.
public enum NativeFunctions {
  /// The Swift form of `!function module.function` in a YAML file of the folder `family`; nil where there is none.
  public static func named(family: String, module: String, function: String) -> NativeFunction? { nil }
}

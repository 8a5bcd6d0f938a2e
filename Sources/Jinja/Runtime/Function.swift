/// What can be called.
indirect enum Function {
  /// A method of a value.
  case method(String, of: Value)
  /// `range`, `dict` or `namespace`.
  case global(GlobalFunction)
  /// A macro and the number of frames that it sees.
  case macro(MacroDefinition, depth: Int)
  /// `loop.cycle`.
  case cycle(LoopState)
  /// `loop.changed`.
  case changed(LoopState)
}

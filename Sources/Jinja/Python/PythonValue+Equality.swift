extension PythonValue {
  /// Python's `==`: `1`, `1.0` and `True` are equal, NaN equals nothing.
  public func pythonEquals(_ other: PythonValue) -> Bool {
    // Values of docs compare without errors.
    (try? Value(self).equals(Value(other), nil)) ?? false
  }
}

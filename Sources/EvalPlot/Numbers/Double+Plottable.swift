extension Double {
  /// Whether the number has a place on a linear axis: finite, and with room for sums.
  var isPlottable: Bool { magnitude <= 1e300 }

  /// Whether the number has a place on a logarithmic axis.
  var isPlottableAsLogarithm: Bool { self >= 1e-300 && self <= 1e300 }
}

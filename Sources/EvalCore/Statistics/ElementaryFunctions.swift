// The C library's `exp` and `log`: the only import of this module, kept to this file.
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// e to the power `x`.
func exponential(_ x: Double) -> Double { exp(x) }

/// The natural logarithm of a positive number.
func naturalLogarithm(_ x: Double) -> Double { log(x) }

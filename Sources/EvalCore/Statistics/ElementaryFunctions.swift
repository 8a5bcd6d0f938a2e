// The C library's `exp` and `log` and their like: the only import of this module, kept to this file.
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

/// e to the power `x`, less one, without loss of digits where `x` is small.
func exponentialMinusOne(_ x: Double) -> Double { expm1(x) }

/// The natural logarithm of `1 + x`, without loss of digits where `x` is small.
func logOnePlus(_ x: Double) -> Double { log1p(x) }

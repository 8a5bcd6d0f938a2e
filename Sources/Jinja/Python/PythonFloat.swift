/// Python's floats as texts.
enum PythonFloat {
  /// `repr()`: the fewest digits that read back as the same number; exponents below -4 and from 16 on.
  static func repr(_ number: Double) -> String {
    guard number.isFinite else { return number.isNaN ? "nan" : number < 0 ? "-inf" : "inf" }
    let sign = number.sign == .minus ? "-" : ""
    let (digits, exponent) = decimal(number.magnitude)
    guard exponent >= -4, exponent < 16 else {
      let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
      let magnitude = abs(exponent)
      return "\(sign)\(digits.prefix(1))\(fraction)e\(exponent < 0 ? "-" : "+")\(magnitude < 10 ? "0" : "")\(magnitude)"
    }
    if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits }
    let whole = digits.prefix(exponent + 1)
    let zeros = String(repeating: "0", count: exponent + 1 - whole.count)
    let fraction = digits.dropFirst(exponent + 1)
    return sign + whole + zeros + "." + (fraction.isEmpty ? "0" : fraction)
  }

  /// The shortest digits without leading or trailing zeros, and the decimal exponent of the first.
  private static func decimal(_ number: Double) -> (digits: String, exponent: Int) {
    let parts = number.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".")
    let written = (mantissa.first ?? "") + (mantissa.count > 1 ? mantissa[1] : "")
    let significant = written.drop { $0 == "0" }
    guard !significant.isEmpty else { return ("0", 0) }
    let point = (mantissa.first?.count ?? 0) - (written.count - significant.count)
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let trailing = significant.reversed().prefix { $0 == "0" }.count
    return (String(significant.dropLast(trailing)), point - 1 + exponent)
  }

  /// `float(text)`; nil where Python raises `ValueError`.
  static func parse(_ text: String) -> Double? {
    let body = PythonText.lowerASCII(PythonText.asciiDigits(PythonText.strip(text)))
    let unsigned = body.first == "-" || body.first == "+" ? String(body.dropFirst()) : body
    let sign: Double = body.first == "-" ? -1 : 1
    switch unsigned {
    case "inf", "infinity": return sign * .infinity
    case "nan": return .nan
    default: break
    }
    guard let plain = PythonInteger.withoutUnderscores(unsigned), let first = plain.utf8.first,
      first == 0x2e || (0x30...0x39).contains(first),
      plain.utf8.allSatisfy({ (0x30...0x39).contains($0) || [0x2e, 0x65, 0x2b, 0x2d].contains($0) }),
      plain != ".", !plain.hasPrefix(".e")
    else { return nil }
    // Swift wants a digit on both sides of the point.
    let padded = (first == 0x2e ? "0" : "") + PythonText.replace(plain, ".e", with: ".0e")
    return Double(padded.hasSuffix(".") ? padded + "0" : padded).map { sign * $0 }
  }
}

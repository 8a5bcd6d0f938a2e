/// Links within the page.
enum PageLink {
  /// A text in a link, with everything but ASCII letters, digits and `-._~` as `%` and two hex digits a byte.
  static func encoded(_ text: String) -> String {
    text.utf8.reduce(into: "") { result, byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.count < 2 ? "0" : "") + digits
      }
    }
  }

  /// A path of a file in a link.
  static func path(_ path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).map { encoded(String($0)) }.joined(separator: "/")
  }

  /// A list of the docs that are right at one read-out and wrong at another.
  ///
  /// - Parameters:
  ///   - first: Index of a run and of a read-out of it.
  ///   - change: `lost` or `gained`.
  ///   - task: The task, or nil for all.
  static func flips(
    _ first: (run: Int, readout: Int), _ second: (run: Int, readout: Int), change: String, task: String? = nil
  ) -> String {
    let place = "#questions?first=\(first.run).\(first.readout)&second=\(second.run).\(second.readout)&change=\(change)"
    return place + (task.map { "&task=\(encoded($0))" } ?? "")
  }
}

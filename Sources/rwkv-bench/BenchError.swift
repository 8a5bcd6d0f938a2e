/// Bad input to the benchmark, with what to do about it.
struct BenchError: Error, CustomStringConvertible, Hashable {
  let what: String
  let remedy: String

  init(_ what: String, remedy: String) {
    self.what = what
    self.remedy = remedy
  }

  var description: String { "\(what). \(remedy)" }
}

/// Bad input that the command line itself finds, with what to do about it.
struct InputError: Error, CustomStringConvertible {
  let what: String
  let remedy: String

  init(_ what: String, remedy: String) {
    self.what = what
    self.remedy = remedy
  }

  var description: String { "\(what). \(remedy)." }
}

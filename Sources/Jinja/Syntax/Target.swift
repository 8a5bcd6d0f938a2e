/// What can be assigned to.
indirect enum Target: Sendable {
  case name(Int)
  case tuple([Target])
  case field(ofNamespace: Int, String)
}

extension DepthConfiguration {
  /// Programs that load the same tensors without an error and are another model: the other ways to share layers, and the
  /// other place of ln0.
  ///
  /// - Parameters:
  ///   - loops: Total loops, as in `program(loops:for:)`.
  ///   - model: Whose tensors they must find.
  /// - Returns: Each with what sets it apart; none twice, and none that applies the same layers in the same way as this one.
  public func siblings(loops: Int?, of model: RWKVModel) throws -> [(name: String, program: DepthProgram)] {
    var known = [try program(loops: loops, for: model.inventory).applications]
    var siblings: [(name: String, program: DepthProgram)] = []
    for (name, change) in changes {
      var configuration = self
      change(&configuration)
      guard let program = try? configuration.program(loops: loops, for: model.inventory),
        (try? model.check(program)) != nil, !known.contains(program.applications)
      else { continue }
      known.append(program.applications)
      siblings.append((name, program))
    }
    return siblings
  }

  private var changes: [(String, (inout DepthConfiguration) -> Void)] {
    let norm = inputNorm == .firstOnly ? InputNorm.everyApplication : .firstOnly
    let sharings = [Sharing.sequence, .cycle, .cycleReverse].map { sharing in
      ("sharing \(sharing.rawValue)", { (configuration: inout DepthConfiguration) in configuration.sharing = sharing })
    }
    return sharings + [("input norm \(norm.rawValue)", { $0.inputNorm = norm })]
  }
}

import Console
import ArgumentParser
import Foundation
import RWKVModel
import RWKVScoring

/// What a measurement is made on: a random checkpoint of a shape, or the bundled model.
enum BenchSubject: Sendable, Hashable {
  case random(BenchShape)
  case bundled

  /// Name on the command line and in reports.
  var name: String {
    switch self {
    case .random(let shape): shape.name
    case .bundled: "bundled"
    }
  }

  /// Docs to run where the command line does not say.
  var docs: Int {
    switch self {
    case .random(let shape): shape.docs
    case .bundled: 200
    }
  }

  /// What is measured where the command line does not say.
  static let standard = all.filter { $0.name != "2.9B" }
  /// Everything that `--shapes` can name.
  static let all = BenchShape.all.map(BenchSubject.random) + [.bundled]

  /// The subjects of a comma-separated list of names.
  ///
  /// - Throws: `UserError` for a name that is none of them.
  static func list(_ text: String) throws(UserError) -> [BenchSubject] {
    var subjects: [BenchSubject] = []
    for name in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let subject = all.first(where: { $0.name.lowercased() == name.lowercased() }) else {
        throw UserError(
          "--shapes \(text): no shape is named \"\(name)\"",
          remedy: "Use some of \(all.map(\.name).joined(separator: ",")), separated by commas")
      }
      subjects.append(subject)
    }
    return subjects
  }
}

/// A model ready to be measured, with the tokenizer for its prompts.
struct LoadedSubject {
  let model: RWKVModel
  let program: DepthProgram
  let tokenizer: Tokenizer

  /// Opens a checkpoint.
  ///
  /// - Parameters:
  ///   - subject: Decides the depth program: `rwkv-dr-train` for a looped shape, 400 loops of the bundled model.
  ///   - vocabulary: The vocabulary file.
  init(_ subject: BenchSubject, checkpoint: String, vocabulary: String) throws {
    model = try RWKVModel(Checkpoint.open(checkpoint))
    var flags = DepthFlags()
    var loops: Int?
    switch subject {
    case .random(let shape):
      loops = shape.loops
      flags.program = loops == nil ? "plain" : "rwkv-dr-train"
    case .bundled: loops = 400
    }
    let resolved = try flags.resolve(
      configurationPath: model.checkpoint.configurationPath, inventory: model.inventory, isLooped: loops != nil)
    program = try resolved.configuration.program(loops: loops, for: model.inventory)
    tokenizer = try Tokenizer(contentsOf: vocabulary)
  }

  /// The model on an engine.
  ///
  /// - Parameter readouts: More read-outs, evenly spaced on the way through the program.
  func scorer(_ engine: Engine, readouts: Int = 0) throws -> RWKVLanguageModel {
    let count = program.applications.count
    let prefixes = (0..<readouts).map { program.prefix(count * ($0 + 1) / (readouts + 1)) }
    return try RWKVLanguageModel(
      name: "bench", model: model, programs: prefixes + [program],
      encoder: RequestEncoder(tokenizer: tokenizer, startToken: 0, vocabulary: model.shape.vocabulary),
      layout: .init(), engine: engine)
  }
}

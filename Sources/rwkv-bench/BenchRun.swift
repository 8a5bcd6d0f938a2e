import Foundation
import RWKVModel

/// Checkpoints made, models measured, results gathered.
struct BenchRun {
  let subjects: [BenchSubject]
  let docs: Int?
  /// Tokens of every context; nil for the docs' own lengths.
  let contextTokens: Int?
  let repeats, threads: Int
  /// Data in MMLU's layout and the vocabulary for random models; nil for what is found.
  let data, vocabulary: String?
  /// Where random checkpoints are kept; nil for a temporary folder that is removed.
  let checkpoints: String?
  let files: BenchFiles
  let progress: (String) -> Void

  func report() throws -> BenchReport {
    let peak = SGEMMPeak(threads: threads)
    let best = peak.measure()
    let shapes = try subjects.map { try measure($0, peak) }
    let engine = Engine(threads: threads)
    return BenchReport(
      processor: Engine.processor, threads: threads, blas: engine.blasDescription, simd: engine.instructionSet,
      data: try dataPath(of: subjects.first ?? .bundled), contextTokens: contextTokens,
      sgemmPeakGflops: (shapes.map(\.sgemmPeakGflops) + [best.gflops]).median, sgemmPeakSize: best.size.description,
      shapes: shapes)
  }

  /// The prompts of a subject as token ids, a line of JSON each.
  func tokenLines(_ subject: BenchSubject) throws -> String {
    try prompts(subject).tokenLines(Tokenizer(contentsOf: vocabularyPath(of: subject)))
  }

  private func measure(_ subject: BenchSubject, _ peak: SGEMMPeak) throws -> ShapeMeasurement {
    try withCheckpoint(of: subject) { checkpoint in
      try ShapeBench(
        subject: subject, checkpoint: checkpoint, vocabulary: vocabularyPath(of: subject), prompts: prompts(subject),
        threads: threads, repeats: repeats, peak: peak
      ).run(progress: progress)
    }
  }

  private func prompts(_ subject: BenchSubject) throws -> BenchPrompts {
    let prompts = try BenchPrompts(
      data: dataPath(of: subject), tasks: files.locate("tasks/mmlu"), prompt: files.locate("prompts/lm_eval.yaml"),
      docs: docs ?? subject.docs)
    guard let contextTokens else { return prompts }
    return try prompts.cut(to: contextTokens, Tokenizer(contentsOf: vocabularyPath(of: subject)))
  }

  private func dataPath(of subject: BenchSubject) throws -> String {
    let bundled = "models/demo/data"
    guard subject != .bundled else { return try files.locate(bundled) }
    return try data ?? files.find("../shared/data/mmlu.tar.xz") ?? files.locate(bundled)
  }

  private func vocabularyPath(of subject: BenchSubject) throws -> String {
    let bundled = "models/demo/vocab.txt"
    guard subject != .bundled else { return try files.locate(bundled) }
    return try vocabulary ?? files.find("../shared/data/rwkv_vocab_v20230424.txt") ?? files.locate(bundled)
  }

  private func withCheckpoint<Result>(of subject: BenchSubject, _ body: (String) throws -> Result) throws -> Result {
    guard case .random(let shape) = subject else { return try body(files.locate("models/demo")) }
    let temporary = FileManager.default.temporaryDirectory.appendingPathComponent("rwkv-bench-\(UUID().uuidString)")
      .path
    let folder = checkpoints ?? temporary
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { if checkpoints == nil { try? FileManager.default.removeItem(atPath: temporary) } }
    let path = "\(folder)/\(shape.name).safetensors"
    if !FileManager.default.fileExists(atPath: path) {
      progress("\(shape.name): writing random weights")
      try RandomCheckpoint(shape).write(to: path)
    }
    return try body(path)
  }
}

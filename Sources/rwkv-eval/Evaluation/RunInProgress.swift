import Console
import EvalCore
import EvalStore
import Foundation
import RWKVModel

/// A run between its start and its report; where it is kept, its folder is written as outcomes come.
struct RunInProgress {
  private var manifest: RunManifest
  private var writer: RunWriter?
  private var folder: RunFolder?
  /// Whether `--output` named the folder: what cannot be written there ends the run, since it would be scored for nothing.
  private let isFolderNamed: Bool
  private let isQuiet: Bool
  private let digest: CheckpointDigest
  private let started: Date

  /// Begins a run, or resumes one that was stopped.
  ///
  /// - Parameters:
  ///   - notes: What a reader must know beside what is known of the model.
  ///   - kept: Where it is kept, and what is there.
  init(_ evaluation: Evaluation, notes: [String], _ kept: KeptRun, startedAt started: Date) throws {
    digest = CheckpointDigest(evaluation.loaded.rwkv?.model.checkpoint)
    manifest = evaluation.manifest(startedAt: started, notes: notes)
    self.started = started
    isQuiet = evaluation.progress.quiet
    if case .folder = kept.place { isFolderNamed = true } else { isFolderNamed = false }
    switch kept.place {
    case .nowhere: return
    case .folder(let folder):
      writer = try kept.stopped?.resume(manifest, docs: evaluation.docs) ?? folder.create(manifest)
      self.folder = folder
      try checkRoom(folder, for: evaluation)
      try Self.keepQuestions(evaluation, folder)
    case .shelf(let shelf):
      do { try begin(on: shelf, evaluation) } catch let error as UserError where error.kind == .failure {
        KeptRun.note(error)
      }
    }
    guard let writer, let folder else { return }
    if kept.stopped != nil {
      evaluation.progress.introduce(["resuming: \(writer.kept.count) of \(manifest.task.docs) docs are there"])
    }
    let command = isFolderNamed ? "the same command" : "the same command with \(Self.option(folder)) added"
    evaluation.progress.introduce(["output: \(folder.path); if this run is stopped, \(command) resumes it"])
    manifest = writer.manifest
  }

  /// Begins a run in a folder of its own, or leaves nothing there.
  private mutating func begin(on shelf: RunShelf, _ evaluation: Evaluation) throws {
    let folder = try shelf.makeFolder(named: RunShelf.name(of: manifest, startedAt: started))
    do {
      writer = try folder.create(manifest)
      try checkRoom(folder, for: evaluation)
      try Self.keepQuestions(evaluation, folder)
      self.folder = folder
    } catch {
      // Its lock goes first. What cannot be removed stays in the list of runs.
      writer = nil
      if folder.isRun { _ = try? folder.remove() } else { unsafe rmdir(folder.path) }
      throw error
    }
  }

  private func checkRoom(_ folder: RunFolder, for evaluation: Evaluation) throws {
    let room = RunRoom(evaluation, writesSamples: isFolderNamed && evaluation.plan.keepsDocs)
    if let note = try folder.room(for: room.bytes) { printDiagnostic("note: \(note)") }
  }

  /// The option that makes a command resume a run.
  private static func option(_ folder: RunFolder) -> String { ShellWords.joined(["--output", folder.path]) }

  /// Keeps what is asked, where it is not there yet.
  private static func keepQuestions(_ evaluation: Evaluation, _ folder: RunFolder) throws {
    let plan = evaluation.plan
    if !folder.hasDocs, plan.keepsDocs { try folder.write(plan.questions()) }
    if plan.keepsTokens, !folder.hasTokens { try KeptTokens.write(evaluation, folder) }
    if !plan.configurations.isEmpty { try folder.write(configurations: plan.configurations) }
  }

  /// Outcomes that the folder had already.
  var kept: [Outcome] { writer?.kept ?? [] }

  /// Keeps the outcomes of some docs, once the checkpoint is known to be that of the kept ones.
  mutating func append(_ outcomes: [Outcome]) throws {
    guard var writer, !outcomes.isEmpty else { return }
    let sha256 = try digest.value()
    do {
      try writer.record(checkpointSHA256: sha256)
      try writer.append(outcomes, seconds: seconds)
      self.writer = writer
    } catch {
      try giveUp(error)
    }
  }

  /// Goes on with a run that nobody asked to be kept, and that can be kept no longer.
  private mutating func giveUp(_ error: any Error) throws {
    guard !isFolderNamed, let folder else { throw error }
    writer = nil
    printDiagnostic("note: from here on this run is not kept. \(error) What was kept before is in \(folder.path).")
    self.folder = nil
  }

  /// Makes sure of what is kept, and says what that is and how the run is resumed.
  mutating func stop(_ request: StopRequest, done: Int) {
    let count = "\(done) of \(manifest.task.docs) docs"
    guard var writer, let folder else {
      printDiagnostic(
        "stopped by \(request): \(count) were scored, and none is kept. With --output FOLDER they are, and the same command "
          + "resumes the run.")
      return
    }
    do {
      try writer.suspend(seconds: seconds)
      self.writer = writer
    } catch {
      printDiagnostic("error: \(error)")
    }
    printDiagnostic(
      "stopped by \(request): \(count) are kept in \(folder.path). \(isFolderNamed ? "The same" : "This") command resumes "
        + "the run:\n  " + ResumingCommand(of: CommandLine.arguments, in: folder).text)
  }

  /// Ends the run; what could not be written is in the result's `failure`.
  mutating func finish(_ scored: Evaluation.Scored) throws -> EvaluatedRun {
    let sha256 = try digest.value()
    manifest.model.sha256 = sha256
    manifest.work = scored.work
    manifest.elapsedSeconds = seconds
    let unkept = EvaluatedRun(manifest: manifest, outcomes: scored.outcomes)
    guard var writer, let folder else { return unkept }
    do { try writer.record(checkpointSHA256: sha256) } catch {
      try giveUp(error)
      return unkept
    }
    let begun = writer.manifest
    do {
      // Before the end is marked: a folder with an end is not written again.
      if let trace = scored.trace, !trace.records.isEmpty { try folder.write(trace) }
      try writer.finish(
        scored.outcomes, work: scored.work, seconds: seconds, at: Date().formatted(RunManifest.timeStyle))
    } catch {
      if isFolderNamed { return EvaluatedRun(manifest: begun, outcomes: scored.outcomes, failure: error) }
      try giveUp(error)
      return unkept
    }
    self.writer = writer
    return EvaluatedRun(
      manifest: writer.manifest, outcomes: scored.outcomes, folder: folder, isFolderNamed: isFolderNamed,
      isQuiet: isQuiet)
  }

  private var seconds: Double { Date().timeIntervalSince(started) }
}

/// The command that resumes a run.
struct ResumingCommand {
  /// As a shell takes it.
  let text: String

  /// The command that made the run, with its folder as `--output`.
  init(of command: [String], in folder: RunFolder) {
    var words: [String] = []
    var isValue = false
    for word in command {
      let isOutput = word == "--output"
      if !isValue, !isOutput, !word.hasPrefix("--output=") { words.append(word) }
      isValue = isOutput
    }
    text = ShellWords.joined(words + ["--output", folder.path])
  }
}

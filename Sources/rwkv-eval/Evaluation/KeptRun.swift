import ArgumentParser
import EvalCore
import EvalStore
import Foundation
import RWKVModel

/// Where a run is kept: flags of commands that evaluate.
struct KeepingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Keeps the run in this folder, and resumes the run that was stopped there. Default: a new folder in \
      $\(RunShelf.variable) or else in runs.
      """, valueName: "folder"))
  var output: String?

  @Flag(help: "Keeps nothing of the run.")
  var noKeep = false

  @Flag(help: "Keeps no docs, for private test sets: the questions are then not in the run, nor in samples files.")
  var noDocs = false

  @Flag(help: "Keeps the token ids of every request too, which `view` shows beside the prompts.")
  var tokens = false

  func validate() throws {
    if noKeep, output != nil {
      throw ValidationError("--no-keep keeps no run, and --output says where to keep it: leave one of them out")
    }
    if tokens, noKeep || noDocs {
      throw ValidationError("--tokens keeps token ids beside the docs: leave \(noKeep ? "--no-keep" : "--no-docs") out")
    }
  }
}

/// Where a run is to be kept, and what is there when a command starts.
struct KeptRun {
  /// Where a run is kept.
  enum Place {
    /// Nowhere: `--no-keep`.
    case nowhere
    /// The folder of `--output`.
    case folder(RunFolder)
    /// A new folder, where one can be made.
    case shelf(RunShelf)
  }

  /// What a folder holds.
  enum Content {
    /// No run.
    case nothing
    /// A run that was stopped, which is resumed.
    case stopped(StoppedRun)
    /// A run that came to its end, whose report is made again and nothing scored.
    case finished(StoredRun)
  }

  private(set) var place: Place
  let content: Content

  /// Looks into the folder, where one is named.
  ///
  /// - Throws: `UserError` when what is there is damaged, or being written by somebody else.
  init(_ options: KeepingOptions) throws {
    guard let output = options.output else {
      place = options.noKeep ? .nowhere : .shelf(.ofEnvironment)
      content = .nothing
      return
    }
    let folder = RunFolder(output)
    place = .folder(folder)
    if let finished = try folder.finished() {
      content = .finished(finished)
    } else {
      content = try folder.stopped().map(Content.stopped) ?? .nothing
    }
    guard case .nothing = content, !FileManager.default.fileExists(atPath: output) else { return }
    // Whoever knows lm-evaluation-harness may expect a file.
    if ["json", "jsonl", "csv", "md", "txt"].contains((output as NSString).pathExtension.lowercased()) {
      printDiagnostic("note: --output \(output) is a folder: it is made, and the run's files are put into it")
    }
  }

  /// How requests were laid out; what is free now must not change a run's numbers.
  var layout: RunManifest.Layout? {
    switch content {
    case .nothing: nil
    case .stopped(let run): run.manifest.layout
    case .finished(let run): run.manifest.layout
    }
  }

  /// Whether the run is to be kept somewhere.
  var isKept: Bool { if case .nowhere = place { false } else { true } }

  /// The run to be resumed.
  var stopped: StoppedRun? { if case .stopped(let run) = content { run } else { nil } }

  /// Does what must be possible for a run to be kept; where only nobody named a folder, the run is not kept instead.
  ///
  /// - Throws: What `check` throws, where `--output` was given.
  mutating func require(_ check: () throws -> Void) throws {
    guard isKept else { return }
    do { try check() } catch {
      guard case .shelf = place else { throw error }
      place = .nowhere
      Self.note(error)
    }
  }

  /// Says that a run is not kept.
  static func note(_ error: any Error) { printDiagnostic("note: this run is not kept. \(error)") }
}

extension RunShelf {
  /// The folder of runs that the environment names.
  static var ofEnvironment: RunShelf { RunShelf(environment: ProcessInfo.processInfo.environment) }
}

/// About how many bytes a run leaves in its folder.
struct RunRoom {
  let bytes: Int

  /// The bytes of the run of an evaluation that starts now.
  ///
  /// - Parameter writesSamples: Whether samples files are written too.
  init(_ evaluation: Evaluation, writesSamples: Bool) {
    let readouts = evaluation.loaded.languageModel.readouts.count
    let outcomes = evaluation.plan.items.reduce(0) { sum, item in
      let texts = item.doc.choices.reduce(0) { $0 + $1.utf8.count + 3 }
      return sum + Self.fixed + texts + readouts * (Self.answer + item.requests.count * Self.logprob)
    }
    let applications = evaluation.loaded.rwkv?.programs.last?.applications.count ?? 0
    // At the end the outcomes are written once more, in run order, before the old ones go.
    bytes =
      outcomes * 2 + (evaluation.plan.keepsDocs ? evaluation.plan.sampleBytes / Self.packing : 0)
      + (evaluation.plan.keepsTokens ? evaluation.plan.sampleBytes / Self.packing : 0)
      + (writesSamples ? evaluation.plan.sampleBytes * readouts : 0) + applications * Self.record
  }

  /// How much smaller docs are than samples: packed, and each context once (measured on MMLU, 0-shot: 19, 5-shot: 70).
  private static let packing = 8

  /// Keys and digests of a line of `outcomes.jsonl`; keys of an answer; a log-probability with its `is_greedy`; a line of
  /// `trace.jsonl`.
  private static let (fixed, answer, logprob, record) = (340, 110, 26, 350)
}

extension RunManifest {
  /// How `finishedAt` is written.
  static let timeStyle = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
}

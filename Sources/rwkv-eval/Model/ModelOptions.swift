import Console
public import ArgumentParser
import Foundation
public import DepthStudy
import EvalCore
public import RWKVModel

/// The model, its depth program and how it is run: flags of every command that loads a model.
struct ModelOptions: ParsableArguments {
  @Option(
    help: """
      Checkpoint: .pth, .safetensors, .gguf or a Hugging Face folder; demo or demo-core (bundled); uniform, constant:A …D \
      or answers:FILE (recorded log-likelihoods) (baselines). Default: demo.
      """)
  var model: String?

  @OptionGroup var beside: BesideOptions

  @Option(
    help: """
      RWKV World vocabulary file, a GGUF file with one, or a tokenizer.json of the hub. Default: in the .gguf, beside the \
      checkpoint or in the data folder.
      """)
  var tokenizer: String?

  @Option(
    help: """
      Total loops over all groups, a multiple of --groups; several as 8,16,400: each is the program with that many loops, \
      and what programs have in common is computed once. Default: as config.json says.
      """, transform: LoopCounts.init(argument:))
  var loops: LoopCounts?

  @Option(
    help: ArgumentHelp(
      "Reads out at so many loop counts up to --loops, close together where they are few and far apart where they are many.",
      valueName: "count"))
  var loopsCurve: Int?

  @Option(
    help: """
      What several loop counts mean: uniform (each is the program with that many loops, what programs begin alike is computed \
      once) or prefix (all from one pass of the largest; labelled prefix where that is not the same). Default: uniform; with \
      --exit and several groups in sequence, prefix.
      """)
  var curve: LoopCurve?

  @Option(help: "Number of equal contiguous groups that the looped layers are split into.")
  var groups: Int?

  @Option(help: "Order of the loops: sequence (0 0 … 1 1 …), cycle (0 1 … 0 1 …) or cycle-rev.")
  var sharing: Sharing?

  @Option(help: "What is injected into every loop: none, add or concat.")
  var injection: InjectionKind?

  @Option(help: "Layers applied once before the looped ones.")
  var prelude: Int?

  @Option(help: "Layers applied once after the looped ones.")
  var coda: Int?

  @Option(
    help: """
      Depth program: plain, rwkv-dr-train, rwkv-dr-published, rwkv-dr-0614, rwkv-dr-0615[:repeats], a list of layers (0,0,1), \
      or a JSON file with the fields of config.json.
      """)
  var depthProgram: String?

  @Option(
    help: """
      Number format of weights and activations: fp32, or bf16 or fp16, emulated by rounding after every operation (slower), to \
      show what that format does to a deep program.
      """)
  var precision: Precision = .fp32

  @Flag(help: "Does not put the start token (0, end of document, with RWKV World's vocabulary) before the context.")
  var noStartToken = false

  @Option(
    help: "Threads, at most and by default one for each processor. Results have the same bits for every number.")
  var threads: Int?

  @Option(
    help: """
      Limit of what the model's pass takes in memory, such as 500M, 2G or 1T: the weights of a layer in fp32 (of a recurrent group \
      while it loops), the tokens of a batch, the workspace of every thread. The mapped checkpoint, docs and the vocabulary come \
      on top. Default: half of what is free.
      """, transform: ByteCount.init(argument:))
  var memory: ByteCount?

  @Option(
    help: ArgumentHelp(
      """
      Tokens that the model reads at most, as lm-eval's max_length: longer contexts lose their beginning, texts without a \
      context are scored in windows. Default: any number.
      """, valueName: "tokens"))
  var maxLength: Int?

  @Flag(help: "Computes every prefix for every request (for comparison; slower).")
  var noPrefixSharing = false

  @Flag(help: "Leaves AVX2, AVX-512 and NEON unused in our own kernels (for comparison; slower).")
  var noSIMD = false

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads \(threads): at least 1") }
    if let threads, threads > Self.mostThreads {
      throw ValidationError("--threads \(threads): at most \(Self.mostThreads)")
    }
    if let maxLength, maxLength < 1 { throw ValidationError("--max-length \(maxLength): at least 1") }
    for (flag, value) in [("--prelude", prelude), ("--coda", coda)] {
      if let value, value < 0 { throw ValidationError("\(flag) \(value): 0 or more") }
    }
    if let loopsCurve {
      if loopsCurve < 2 { throw ValidationError("--loops-curve \(loopsCurve): at least 2 loop counts make a curve") }
      if (loops?.counts.count ?? 1) > 1 {
        throw ValidationError("--loops-curve chooses the loop counts itself: give --loops one count, the largest")
      }
    }
    if curve == .prefix, loopsCurve == nil, (loops?.counts.count ?? 1) < 2 {
      throw ValidationError("--curve prefix needs several loop counts: --loops 8,16,400 or --loops-curve N")
    }
    if let groups, groups < 1 { throw ValidationError("--groups \(groups): at least 1") }
  }

  var depthFlags: DepthFlags {
    var flags = DepthFlags()
    flags.groups = groups
    flags.sharing = sharing?.value
    flags.injection = injection?.value
    flags.prelude = prelude
    flags.coda = coda
    flags.program = depthProgram
    return flags
  }

  /// The loop counts that are read out.
  func readouts(exit: ExitRule?) -> ProgramCurve.Request {
    var request = ProgramCurve.Request()
    request.loops = loops?.counts ?? []
    request.count = loopsCurve
    request.curve = curve
    request.exit = exit
    return request
  }

  /// Flags that mean nothing to a baseline or a checkpoint without recurrence.
  var namesDepthProgram: Bool {
    loops != nil || loopsCurve != nil || groups != nil || sharing != nil || injection != nil || prelude != nil
      || coda != nil
      || depthProgram != nil
  }

  /// OpenBLAS has buffers for so many threads, and no batch has work for more.
  static let mostThreads = 512

  /// Threads that work: more than there are processors would only wait for each other, and a long program takes four times as
  /// long with them.
  var threadCount: Int { min(threads ?? Self.mostThreads, Self.mostThreads, Self.processors) }

  private static var processors: Int { ProcessInfo.processInfo.activeProcessorCount }

  /// Says that fewer threads work than were asked for; nil where all do.
  var threadsNote: String? {
    guard let threads, threadCount < threads else { return nil }
    return "--threads \(threads): \(threadCount) work, one for each processor that this process may use"
  }

  /// - Throws: `UserError` where the system grants fewer threads.
  func engine() throws -> Engine {
    let engine = Engine(threads: threadCount, usesSIMD: !noSIMD)
    guard engine.hasAllThreads else {
      throw UserError(
        "the system does not grant \(threadCount) threads",
        remedy: "Give fewer with --threads, or raise the limit of processes (ulimit -u, pids.max) or memory (ulimit -v)"
      )
    }
    return engine
  }
}

/// The flag `--loops 8,16,400`.
struct LoopCounts {
  let counts: [Int]

  /// - Throws: `ValidationError` that names the field that is no loop count.
  init(argument: String) throws {
    var counts: [Int] = []
    for field in argument.split(separator: ",", omittingEmptySubsequences: false) {
      guard let count = Int(field), (1...DepthProgram.largestCount).contains(count) else {
        throw ValidationError("\"\(field)\" is not a whole number from 1 to \(DepthProgram.largestCount)")
      }
      if counts.contains(count) { throw ValidationError("\(count) stands there twice; name each loop count once") }
      counts.append(count)
    }
    self.counts = counts.sorted()
  }
}

extension LoopCurve: ExpressibleByArgument {}

/// The flag `--sharing`.
enum Sharing: String, ExpressibleByArgument, CaseIterable {
  case sequence, cycle
  case cycleReverse = "cycle-rev"

  var value: DepthConfiguration.Sharing {
    switch self {
    case .sequence: .sequence
    case .cycle: .cycle
    case .cycleReverse: .cycleReverse
    }
  }
}

/// The flag `--injection`.
enum InjectionKind: String, ExpressibleByArgument, CaseIterable {
  case none, add, concat

  var value: DepthConfiguration.Injection.Kind {
    switch self {
    case .none: .none
    case .add: .add
    case .concat: .concat
    }
  }
}

/// A number of bytes such as `2G`, `500M` or `1073741824`.
struct ByteCount {
  let bytes: Int

  /// - Throws: `ValidationError` that shows how numbers of bytes are written.
  init(argument: String) throws {
    let units = Dictionary(uniqueKeysWithValues: zip("KMGTP", (1...5).map { Double(1 << (10 * $0)) }))
    var number = argument.uppercased()
    if number.hasSuffix("B") { number.removeLast() }
    if number.hasSuffix("I") { number.removeLast() }
    let unit = number.last.flatMap { units[$0] }
    if unit != nil { number.removeLast() }
    guard let value = Double(number), value * (unit ?? 1) >= 1, value * (unit ?? 1) < 9e18 else {
      throw ValidationError("not a number of bytes such as 500M, 2G or 1T")
    }
    bytes = Int(value * (unit ?? 1))
  }
}

extension Precision: ExpressibleByArgument {}

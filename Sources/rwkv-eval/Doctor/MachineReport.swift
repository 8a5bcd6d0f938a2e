import EvalStore
import Foundation
import RWKVModel

/// The machine and the installation, a line a fact.
struct MachineReport {
  /// The lines.
  private(set) var lines: [String]

  /// Looks around.
  init() {
    let information = ProcessInfo.processInfo
    let processors = (information.activeProcessorCount, information.processorCount)
    let engine = Engine(threads: 1)
    lines = [
      "rwkv-eval:       \(toolVersion), \(Self.build)",
      "system:          \(information.operatingSystemVersionString)",
      "processor:       \(Engine.processor), \(processors.0) of \(processors.1) processors may be used",
      "features:        \(Self.features); kernels: \(engine.instructionSet)",
      "BLAS:            \(engine.blasDescription)",
      "memory:          \(Self.memory)",
      "disk:            \(Self.disk)",
      "installation:    \(Self.installation)",
      "kept runs:       \(Self.runs)",
      "environment:     \(Self.environment)",
    ]
    lines += Self.kernelsNote(engine.blasDescription).map { ["note:            \($0)"] } ?? []
  }

  /// OpenBLAS's names of processors without AVX2, for which it takes one that it does not know.
  private static let oldProcessors: Set = [
    "Katmai", "Coppermine", "Northwood", "Prescott", "Banias", "Core2", "Penryn", "Dunnington", "Nehalem",
    "Sandybridge",
    "Athlon", "Opteron", "Opteron_SSE3", "Barcelona", "Bobcat", "Bulldozer", "Piledriver", "Steamroller", "Atom",
    "Nano",
  ]

  /// What is to be said where OpenBLAS multiplies as on an older processor, several times as slowly.
  private static func kernelsNote(_ blas: String) -> String? {
    let name = blas.split(separator: " ").last.map(String.init) ?? ""
    let features = Set(features.split(separator: " "))
    guard oldProcessors.contains(name), features.contains("avx2") else { return nil }
    return """
      OpenBLAS takes this processor for a \(name) and multiplies several times as slowly as it could: set \
      OPENBLAS_CORETYPE=\(features.contains("avx512vl") ? "SkylakeX" : "Haswell"), or use a newer OpenBLAS
      """
  }

  private static var build: String {
    #if DEBUG
      "debug build (slow: use swift build -c release)"
    #else
      "release build"
    #endif
  }

  /// Those of the processor that the kernels and OpenBLAS ask for.
  private static var features: String {
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("flags") || $0.hasPrefix("Features") } ?? ""
    let wanted: Set<Substring> = [
      "sse4_2", "avx", "avx2", "fma", "f16c", "avx512f", "avx512bw", "avx512dq", "avx512vl", "avx512_bf16", "amx_bf16",
      "asimd", "sve",
    ]
    let found = line.split(separator: " ").filter(wanted.contains)
    return found.isEmpty ? "none that are known" : found.joined(separator: " ")
  }

  private static var memory: String {
    let all = ByteText(Int(clamping: ProcessInfo.processInfo.physicalMemory)).text
    guard let free = MachineDescription.availableMemory else { return "\(all); how much is free is not said" }
    return "\(ByteText(free).text) free for this process, of \(all)"
  }

  /// Room where runs are kept, or in the next folder above that is there.
  private static var disk: String {
    var folder = RunShelf.ofEnvironment.path
    while !folder.isEmpty, !FileManager.default.fileExists(atPath: folder) {
      folder = (folder as NSString).deletingLastPathComponent
    }
    let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder.isEmpty ? "." : folder)
    guard let free = attributes?[.systemFreeSize] as? NSNumber else { return "how much is free is not said" }
    return "\(ByteText(free.intValue).text) free where runs are kept"
  }

  private static var installation: String {
    ["models/demo", "models/demo-core", "prompts", "tasks"].map { name in
      name + ((try? BundledFiles.locate(name)) == nil ? " missing" : " found")
    }.joined(separator: ", ")
  }

  private static var runs: String {
    let isNamed = ProcessInfo.processInfo.environment[RunShelf.variable].map { !$0.isEmpty } ?? false
    let place = isNamed ? "the folder of \(RunShelf.variable)" : RunShelf.ofEnvironment.path
    guard let runs = try? RunShelf.ofEnvironment.runs() else { return "\(place) cannot be read" }
    return "\(runs.count) in \(place)"
  }

  /// Names of variables that change what we or OpenBLAS do; values may be private.
  private static var environment: String {
    let names = ProcessInfo.processInfo.environment.keys.filter { name in
      ["RWKV_EVAL_", "OPENBLAS_", "OMP_", "GOTO_", "MALLOC_"].contains(where: name.hasPrefix)
    }
    return names.isEmpty ? "nothing that matters is set" : "set are \(names.sorted().joined(separator: ", "))"
  }
}

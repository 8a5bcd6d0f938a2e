import EvalCore
import Foundation
import RWKVModel

/// What the manifest says of the machine.
enum MachineDescription {
  /// Bytes of memory that the system says are available, to this process where its cgroups have a limit; nil where it does
  /// not say.
  static var availableMemory: Int? {
    [systemMemory, ControlGroups().availableMemory].compactMap { $0 }.min()
  }

  private static var systemMemory: Int? {
    guard let text = try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix("MemAvailable:") }),
      let kilobytes = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { return nil }
    return kilobytes * 1024
  }

  static func manifest(_ engine: Engine, precision: Precision) -> RunManifest.Machine {
    RunManifest.Machine(
      processor: Engine.processor, threads: engine.threads, blas: engine.blasDescription, simd: engine.instructionSet,
      precision: precision.rawValue)
  }
}

import Foundation

/// The memory limits of the control groups that a process is in.
struct ControlGroups {
  /// Where the groups are, and what says in which ones the process is.
  var root = "/sys/fs/cgroup"
  var membership = "/proc/self/cgroup"

  /// Bytes that the tightest of the groups has left; nil where none has a limit.
  ///
  /// What a group holds of files is counted as free.
  var availableMemory: Int? {
    guard let text = try? String(contentsOfFile: membership, encoding: .utf8) else { return nil }
    var left: [Int] = []
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 3 else { continue }
      let controllers = fields[1].split(separator: ",")
      if controllers.isEmpty {
        left += groups(root, fields[2]).compactMap { available($0, "memory.max", "memory.current", files: "file") }
      } else if controllers.contains("memory") {
        left += groups(root + "/memory", fields[2]).compactMap {
          available($0, "memory.limit_in_bytes", "memory.usage_in_bytes", files: "total_cache")
        }
      }
    }
    return left.min()
  }

  /// A group and all that it is in.
  private func groups(_ root: String, _ path: String) -> [String] {
    let names = path.split(separator: "/")
    return (0...names.count).map { ([root] + names.prefix($0).map(String.init)).joined(separator: "/") }
  }

  private func available(_ group: String, _ limit: String, _ used: String, files: String) -> Int? {
    // A group without a limit says "max", or a number that no machine has.
    guard let limit = number(group + "/" + limit), limit < 1 << 60, let used = number(group + "/" + used) else {
      return nil
    }
    let statistics = (try? String(contentsOfFile: group + "/memory.stat", encoding: .utf8)) ?? ""
    let cached = statistics.split(separator: "\n").first { $0.hasPrefix(files + " ") }
      .flatMap { Int($0.dropFirst(files.utf8.count + 1)) }
    return max(limit - used + min(cached ?? 0, used), 0)
  }

  private func number(_ path: String) -> Int? {
    (try? String(contentsOfFile: path, encoding: .utf8)).flatMap { Int($0.filter { !$0.isWhitespace }) }
  }
}

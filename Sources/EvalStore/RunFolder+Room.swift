import Foundation

extension RunFolder {
  /// Whether the disk has room for a run, before it is scored.
  ///
  /// - Parameter bytes: An estimate of what the run's files take, those that are there already too.
  /// - Returns: What to say where the room may be too little; nil where there is enough, or where it is not known.
  /// - Throws: `RunFolderError` when there is less than half of that.
  public func room(for bytes: Int) throws -> String? {
    var disk = statvfs()
    guard unsafe statvfs(path, &disk) == 0 else { return nil }
    let size = try? FileManager.default.attributesOfItem(atPath: outcomesPath)[.size] as? Int
    let needed = max(0, bytes - (size ?? 0))
    // A file takes whole blocks; and no disk has more than an `Int` of them free.
    let free = Int(clamping: disk.f_bavail).multipliedReportingOverflow(by: Int(clamping: disk.f_frsize))
    guard !free.overflow, free.partialValue < needed else { return nil }
    let error = RunFolderError.noRoom(path, needed: needed, free: free.partialValue)
    guard free.partialValue * 2 >= needed else { throw error }
    return "\(error)"
  }
}

internal import Glibc

/// What `ulimit -n` leaves to this process.
public enum OpenFiles {
  /// Files that a run and the threads of the system's libraries need at once (measured: 10, with a checkpoint of one file);
  /// libdispatch ends the process with a signal where it finds none left.
  public static let needed = 32

  /// Files that the process may have open at once, after as much of `needed` as the system grants was asked for.
  public static func limit() -> Int {
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    var limit = rlimit()
    guard unsafe getrlimit(resource, &limit) == 0 else { return .max }
    if limit.rlim_cur < rlim_t(needed) {
      var raised = limit
      raised.rlim_cur = min(rlim_t(needed), limit.rlim_max)
      if unsafe setrlimit(resource, &raised) == 0 { limit = raised }
    }
    return Int(clamping: limit.rlim_cur)
  }
}

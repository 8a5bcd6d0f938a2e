internal import Glibc

/// What `ulimit -v` leaves to this process.
public enum AddressSpace {
  /// Bytes that OpenBLAS maps for every thread that multiplies; where it cannot, it tries again for ever.
  public static let blasBufferBytes = 128 << 20

  /// Bytes that the process may map; nil for any number.
  public static var limit: Int? {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0, limit.rlim_cur != rlim_t.max else {
      return nil
    }
    return Int(clamping: limit.rlim_cur)
  }

  /// Whether pieces of some sizes can be mapped now, all at once; they are given back.
  public static func canMap(_ sizes: some Collection<Int>) -> Bool {
    guard let size = sizes.first else { return true }
    guard let address = unsafe mmap(nil, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0),
      unsafe address != MAP_FAILED
    else { return false }
    defer { unsafe munmap(address, size) }
    return canMap(Array(sizes.dropFirst()))
  }
}

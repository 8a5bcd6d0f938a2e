import Foundation

/// The time that clocks on the wall show.
enum LocalTime {
  /// ISO 8601 with microseconds and without a zone, as Python's `datetime.now().isoformat()` has it; `TZ` is honoured.
  static func text(_ date: Date) -> String {
    let microseconds = Int((date.timeIntervalSince1970 * 1e6).rounded())
    var seconds = time_t(microseconds / 1_000_000)
    var local = unsafe tm()
    tzset()
    _ = unsafe localtime_r(&seconds, &local)
    return unsafe String(
      format: "%04d-%02d-%02dT%02d:%02d:%02d.%06d", local.tm_year + 1900, local.tm_mon + 1, local.tm_mday,
      local.tm_hour, local.tm_min, local.tm_sec, microseconds % 1_000_000)
  }
}

import Foundation

extension Error {
  /// Why the system refused, in its own words where it is known, for example `No space left on device`.
  public var systemReason: String {
    if let error = self as? StreamError { return error.reason }
    let error = self as NSError
    // Foundation hides what is not on its list behind a number.
    let cause = error.userInfo[NSUnderlyingErrorKey] as? any Error as NSError? ?? error
    if cause.domain == NSPOSIXErrorDomain { return unsafe String(cString: strerror(Int32(clamping: cause.code))) }
    let text = localizedDescription
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }
}

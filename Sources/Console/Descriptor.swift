public import Foundation

/// An open file, pipe or device.
public struct Descriptor {
  private let number: Int32
  private let name: String

  /// - Parameter name: For errors.
  public init(_ number: Int32, name: String) {
    self.number = number
    self.name = name
  }

  /// Writes all of a text.
  public func write(_ text: String) throws(StreamError) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = unsafe rest.withUnsafeBytes { unsafe Foundation.write(number, $0.baseAddress, $0.count) }
      guard written < 0 else {
        rest = rest.dropFirst(written)
        continue
      }
      try recover(from: errno, events: Int16(POLLOUT), verb: "written")
    }
  }

  /// Reads everything to the end.
  public func readAll() throws(StreamError) -> Data {
    var data = Data()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(number, $0.baseAddress, $0.count) }
      if count == 0 { return data }
      if count < 0 { try recover(from: errno, events: Int16(POLLIN), verb: "read") } else { data += buffer[..<count] }
    }
  }

  /// Waits where somebody has made the descriptor one that does not wait itself; goes on after a signal.
  private func recover(from code: Int32, events: Int16, verb: String) throws(StreamError) {
    switch code {
    case EINTR: return
    case EAGAIN:
      var waiting = pollfd(fd: number, events: events, revents: 0)
      _ = unsafe poll(&waiting, 1, -1)
    default: throw StreamError(name: name, verb: verb, code: code)
    }
  }
}

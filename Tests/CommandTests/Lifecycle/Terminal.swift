import Foundation
import Testing

/// A terminal of our own, which can be taken away from what writes to it.
final class Terminal {
  private let master: Int32
  /// The end that programs write to.
  let slave: FileHandle
  private var isOpen = true

  init() throws {
    // What posix_openpt, unlockpt and ptsname do, which Swift's module of the C library leaves out.
    master = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var (lock, number): (Int32, UInt32) = (0, 0)
    let (setLock, getNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)
    let isReady = unsafe ioctl(master, setLock, &lock) == 0 && ioctl(master, getNumber, &number) == 0
    try #require(isReady, "no terminal can be made: \(errno)")
    let descriptor = unsafe open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
    try #require(descriptor >= 0)
    slave = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
  }

  deinit { hangUp() }

  /// Makes it so wide.
  func resize(columns: UInt16) {
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = unsafe ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  /// What has been shown and not been read yet.
  func read() -> String {
    var (text, buffer) = (Data(), [UInt8](repeating: 0, count: 4096))
    while true {
      let count = unsafe Foundation.read(master, &buffer, buffer.count)
      guard count > 0 else { return String(decoding: text, as: UTF8.self) }
      text += buffer[..<count]
    }
  }

  /// Takes the terminal away.
  func hangUp() {
    if isOpen { close(master) }
    isOpen = false
  }
}

import Console
import Archives
import FileWriters
import Foundation
import Testing

@Suite struct MappedFileTests {
  let folder = try? TemporaryFolder()

  @Test("The bytes of a mapped file are those of the file")
  func bytes() throws {
    let content = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let file = try MappedFile(#require(folder).write(content, to: "f"))
    #expect(file.size == 100_000)
    #expect(file.bytes(99_990..<100_000) == Array(content[99_990...]))
    #expect(file.bytes(7..<7) == [])
    var digest = ContentDigest()
    digest.update(content)
    #expect(file.sha256() == digest.hex())
  }

  @Test("A folder, an empty, a missing and an unreadable file are refused with their remedies")
  func refusals() throws {
    let folder = try #require(folder)
    #expect(
      throws: UserError("is a folder where a file is expected", path: folder.path, remedy: "Name a file inside it.")
    ) {
      try MappedFile(folder.path)
    }
    let empty = try folder.write([], to: "empty")
    #expect(throws: UserError("is an empty file (0 bytes)", path: empty, remedy: "Fetch or write it again.")) {
      try MappedFile(empty)
    }
    let missing = folder.path + "/missing"
    #expect(throws: UserError("no such file", path: missing, remedy: "Check the path.")) { try MappedFile(missing) }
  }

  @Test("A file without read permission is refused", .enabled(if: geteuid() != 0, "root may read everything"))
  func unreadable() throws {
    let path = try #require(folder).write([1], to: "secret")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
    let error = #expect(throws: UserError.self) { try MappedFile(path) }
    #expect(error?.description == "\(path): cannot be read (Permission denied). Check its permissions.")
  }

  private func change(_ path: String, _ body: (FileHandle) throws -> Void) throws {
    let handle = try #require(FileHandle(forUpdatingAtPath: path))
    try body(handle)
    try handle.close()
  }

  /// Sets a file's time of modification back to a minute ago, so that a change within the clock's step is seen.
  private func age(_ path: String) throws {
    try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSinceNow: -60)], ofItemAtPath: path)
  }

  @Test("A file that is written to or truncated after it was mapped is told from one that was not")
  func changes() throws {
    let path = try #require(folder).write(Array(repeating: 7, count: 10_000), to: "f")
    try age(path)
    let file = try MappedFile(path)
    try file.requireUnchanged()
    try change(path) { try $0.write(contentsOf: [8]) }
    let written = #expect(throws: UserError.self) { try file.requireUnchanged() }
    #expect(written?.problem.hasPrefix("was changed while it was in use: it was written to at ") == true)
    try change(path) { try $0.truncate(atOffset: 5000) }
    let cut = #expect(throws: UserError.self) { try file.requireUnchanged() }
    #expect(cut?.problem == "was changed while it was in use: it had 10000 bytes and has 5000")
    #expect(cut?.path == path)
  }

  @Test("A file that is replaced, linked or deleted stays what it was")
  func replaced() throws {
    let folder = try #require(folder)
    let path = try folder.write([1, 2, 3], to: "f")
    let file = try MappedFile(path)
    try FileManager.default.linkItem(atPath: path, toPath: folder.path + "/link")
    try file.requireUnchanged()
    let other = try folder.write([4, 5, 6, 7], to: "new")
    try #require(unsafe rename(other, path) == 0)
    try file.requireUnchanged()
    #expect(file.bytes(0..<3) == [1, 2, 3])
    try FileManager.default.removeItem(atPath: folder.path + "/link")
    try file.requireUnchanged()
  }

  @Test("A file whose permissions change is read again, where its digest was taken")
  func permissions() throws {
    let path = try #require(folder).write([1, 2, 3], to: "f")
    let (known, unknown) = (try MappedFile(path), try MappedFile(path))
    _ = known.sha256()
    Thread.sleep(forTimeInterval: 0.02)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    try known.requireUnchanged()
    try known.requireUnchanged()
    let error = #expect(throws: UserError.self) { try unknown.requireUnchanged() }
    #expect(error?.problem.contains("its status changed at ") == true)
  }

  @Test("A write whose time of modification was set back is found by the digest")
  func timeSetBack() throws {
    let path = try #require(folder).write([1, 2, 3], to: "f")
    try age(path)
    let before = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
    let file = try MappedFile(path)
    _ = file.sha256()
    Thread.sleep(forTimeInterval: 0.02)
    try change(path) { try $0.write(contentsOf: [9]) }
    try FileManager.default.setAttributes([.modificationDate: #require(before)], ofItemAtPath: path)
    #expect(throws: UserError.self) { try file.requireUnchanged() }
  }
}

import Archives
import FileWriters
import Foundation
import Testing

@Suite struct MappedFileTests {
  let folder = try? TemporaryFolder()

  @Test("The bytes of a mapped file are those of the file")
  func bytes() throws {
    let content = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let file = try MappedFile(#require(folder).write(content, as: "f"))
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
      throws: ArchiveError("is a folder where a file is expected", path: folder.path, remedy: "Name a file inside it.")
    ) {
      try MappedFile(folder.path)
    }
    let empty = try folder.write([], as: "empty")
    #expect(throws: ArchiveError("is an empty file (0 bytes)", path: empty, remedy: "Fetch or write it again.")) {
      try MappedFile(empty)
    }
    let missing = folder.path + "/missing"
    #expect(throws: ArchiveError("no such file", path: missing, remedy: "Check the path.")) { try MappedFile(missing) }
  }

  @Test("A file without read permission is refused", .enabled(if: geteuid() != 0, "root may read everything"))
  func unreadable() throws {
    let path = try #require(folder).write([1], as: "secret")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
    let error = #expect(throws: ArchiveError.self) { try MappedFile(path) }
    #expect(error?.description == "\(path): cannot be read (Permission denied). Check its permissions.")
  }
}

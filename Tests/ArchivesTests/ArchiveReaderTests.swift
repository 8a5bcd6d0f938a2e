import Console
import Archives
import FileWriters
import SharedFixtures
import Testing

@Suite struct ArchiveReaderTests {
  let folder = try? TemporaryFolder()

  private func file(_ bytes: [UInt8], as name: String) throws -> String { try #require(folder).write(bytes, to: name) }

  private func all(_ path: String) throws -> [String: String] {
    let entries = try ArchiveReader.entries(of: path) { _ in true }
    return Dictionary(uniqueKeysWithValues: entries.map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) })
  }

  private func failure(_ path: String, limit: Int? = nil) -> UserError? {
    #expect(throws: UserError.self) { _ = try ArchiveReader.entries(of: path, limit: limit) { _ in true } }
  }

  private func tar(_ build: (inout TarWriter) -> Void) -> [UInt8] {
    var writer = TarWriter()
    build(&writer)
    return writer.finished()
  }

  @Test("A tar's files are read, whatever its name, and folders are passed over")
  func plainTar() throws {
    let path = try file(
      tar {
        $0.add("data/", kind: "5")
        $0.add("./data/a.csv", "1,2\n")
        $0.add("data/empty.csv")
      }, as: "no suffix")
    #expect(try all(path) == ["data/a.csv": "1,2\n", "data/empty.csv": ""])
  }

  @Test("Packed tars are read", arguments: [PackedSamples.tarGzip, PackedSamples.tarXz])
  func packedTar(bytes: [UInt8]) throws {
    #expect(try all(file(bytes, as: "a")) == ["data/test/a.csv": String(repeating: "alpha,beta\n", count: 3)])
  }

  @Test("A deflated zip's files are read")
  func zip() throws {
    let expected = [
      "data/test/a.csv": String(repeating: "alpha,beta\n", count: 20),
      "data/test/b.csv": String(repeating: "gamma,delta\n", count: 20),
    ]
    #expect(try all(file(PackedSamples.zip, as: "a")) == expected)
  }

  @Test(
    "A single packed file is one entry, named without its last suffix",
    arguments: [(PackedSamples.gzip, 5), (PackedSamples.xz, 5), (PackedSamples.zstd, 1)])
  func packedFile(bytes: [UInt8], lines: Int) throws {
    let expected = ["rows.jsonl": String(repeating: "{\"a\": 1}\n", count: lines)]
    #expect(try all(file(bytes, as: "rows.jsonl.packed")) == expected)
  }

  @Test("Only wanted entries are returned, and the question's own error comes through")
  func wanted() throws {
    struct Stop: Error {}
    let path = try file(PackedSamples.zip, as: "a")
    #expect(try ArchiveReader.entries(of: path) { $0.hasSuffix("b.csv") }.map(\.path) == ["data/test/b.csv"])
    #expect(throws: Stop.self) { _ = try ArchiveReader.entries(of: path) { _ in throw Stop() } }
  }

  @Test("Archives are told from other files by content")
  func isArchive() throws {
    for bytes in [PackedSamples.zip, PackedSamples.tarXz, PackedSamples.gzip, tar { $0.add("a", "b") }] {
      #expect(try ArchiveReader.isArchive(file(bytes, as: "x")))
    }
    #expect(try !ArchiveReader.isArchive(file(Array("id,name\n1,x\n".utf8), as: "x.tar")))
    #expect(throws: UserError.self) { try ArchiveReader.isArchive("/nowhere/x.tar") }
  }

  @Test("A file that is no archive, an empty file, a folder and a missing file each have their message")
  func notArchives() throws {
    let text = failure(try file(Array("id,name\n1,x\n".utf8), as: "x.tar"))
    #expect(
      text?.description.hasSuffix(
        "x.tar: is not an archive. Expected .tar, .tar.gz, .tar.xz, .tar.zst, .zip, or one packed file.") == true)
    let empty = failure(try file([], as: "e.zip"))
    #expect(empty?.description.hasSuffix("e.zip: is an empty file (0 bytes). Fetch or write it again.") == true)
    let path = try #require(folder).path
    #expect(failure(path)?.description == "\(path): is a folder where a file is expected. Name a file inside it.")
    #expect(failure(path + "/no.tar")?.description == "\(path)/no.tar: no such file. Check the path.")
    #expect(failure("/dev/null")?.problem == "is not a regular file")
  }

  @Test(
    "A path that leads out of the archive is refused even when nobody wants it",
    arguments: ["../evil", "a/../../evil", "/etc/evil", "a\\..\\evil", "C:\\evil", "..", "data/.."])
  func traversal(name: String) throws {
    let path = try file(tar { $0.add(name, "x") }, as: "t.tar")
    let error = #expect(throws: UserError.self) { _ = try ArchiveReader.entries(of: path) { _ in false } }
    #expect(error?.entry == name)
    #expect(error?.problem.contains("leads out of the archive") == true)
    #expect(error?.remedy.contains("Do not trust") == true)
  }

  @Test("Names with dots that stay inside are fine", arguments: ["a/..b/c", "...", "a.csv", ".hidden", "xy:z"])
  func harmlessDots(name: String) throws {
    #expect(try all(file(tar { $0.add(name, "x") }, as: "t.tar")) == [name: "x"])
  }

  @Test("A wanted link is refused, an unwanted one is not")
  func links() throws {
    let path = try file(tar { $0.add("a.csv", kind: "2", linkTo: "/etc/passwd") }, as: "t.tar")
    #expect(failure(path)?.description.contains("entry \"a.csv\": is a link or special file") == true)
    #expect(try ArchiveReader.entries(of: path) { _ in false }.isEmpty)
  }

  @Test("An encrypted entry is refused with its name")
  func encrypted() throws {
    var bytes = PackedSamples.zip
    for index in bytes.indices.dropLast(10) where bytes[index...].starts(with: [0x50, 0x4b]) {
      if bytes[index + 2] == 3 { bytes[index + 6] |= 1 }
      if bytes[index + 2] == 1 { bytes[index + 8] |= 1 }
    }
    let error = failure(try file(bytes, as: "x.zip"))
    #expect(error?.description.contains("entry \"data/test/a.csv\": is encrypted. Unpack it") == true)
  }

  @Test("The same path twice is refused")
  func duplicates() throws {
    let path = try file(
      tar {
        $0.add("a.csv", "1")
        $0.add("./a.csv", "2")
      }, as: "t.tar")
    #expect(failure(path)?.description.contains("entry \"a.csv\": appears twice in the archive") == true)
  }

  @Test("More uncompressed bytes than the limit are refused, also when nobody wants them")
  func bombs() throws {
    let zip = try file(PackedSamples.zip, as: "x.zip")
    let error = failure(zip, limit: 300)
    #expect(error?.entry == "data/test/b.csv")
    #expect(error?.problem == "brings the uncompressed total above the limit of 300 bytes")
    #expect(throws: UserError.self) { _ = try ArchiveReader.entries(of: zip, limit: 300) { _ in false } }
    #expect(try ArchiveReader.entries(of: zip, limit: 460) { _ in true }.count == 2)
    #expect(failure(try file(PackedSamples.gzip, as: "x.gz"), limit: 44)?.entry == "x")
    #expect(try ArchiveReader.entries(of: file(PackedSamples.gzip, as: "x.gz"), limit: 45) { _ in true }.count == 1)
  }

  @Test("A small file that unpacks to gigabytes is refused by the limit of its size")
  func ratios() throws {
    let limit = "above the limit of 67108864 bytes (what a small archive may unpack to)"
    // 200 members of 16 MiB in 9 KB.
    let bytes = Array(repeatElement(PackedSamples.letters, count: 200).joined())
    let file = try file(bytes, as: "letters.jsonl.bz2")
    let error = failure(file)
    #expect(error?.entry == "letters.jsonl")
    #expect(error?.problem.contains(limit) == true)
    let tar = try self.file(PackedSamples.tarOfZeros, as: "zeros.tar.bz2")
    #expect(failure(tar)?.entry == "data/test/4_test.csv")
    let unwanted = #expect(throws: UserError.self) { _ = try ArchiveReader.entries(of: tar) { _ in false } }
    #expect(unwanted?.problem.contains(limit) == true)
    #expect(try ArchiveReader.isArchive(file) && ArchiveReader.isArchive(tar))
  }

  @Test("Control characters of an entry's name are written out in messages")
  func controlCharacters() throws {
    let path = try file(tar { $0.add("a\u{1b}[2J\n.csv", kind: "2", linkTo: "/etc/passwd") }, as: "t.tar")
    #expect(failure(path)?.description.contains(#"entry "a\u{1b}[2J\n.csv": is a link"#) == true)
  }

  @Test("A Git LFS pointer and a web page are said to be what they are")
  func mistakenFiles() throws {
    let pointer = failure(
      try file(Array("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n".utf8), as: "d.tar"))
    #expect(pointer?.problem == "is a Git LFS pointer, which stands for the file and is not the file itself")
    #expect(pointer?.remedy.contains("git lfs pull") == true)
    let page = failure(try file(Array("\n  <!DOCTYPE html>\n<html><body>Log in</body></html>".utf8), as: "d.zip"))
    #expect(page?.problem == "is a web page that was saved under this name")
  }

  @Test("A tar cut anywhere is an error that names the entry")
  func cutTar() throws {
    let whole = tar {
      $0.add("a.csv", String(repeating: "x", count: 600))
      $0.add("b.csv", "y")
    }
    for length in stride(from: 100, to: 512 + 1024 + 1024 + 1, by: 100) + [512, 1536, 2048, 2560] {
      let error = failure(try file(Array(whole[..<length]), as: "t.tar"))
      #expect(error != nil, "cut to \(length)")
      #expect(length <= 512 || error?.entry != nil, "cut to \(length): \(error?.description ?? "")")
    }
  }

  @Test(
    "A packed file or zip cut anywhere is an error",
    arguments: [PackedSamples.tarGzip, PackedSamples.tarXz, PackedSamples.gzip, PackedSamples.xz, PackedSamples.zip])
  func cutPacked(whole: [UInt8]) throws {
    for length in 1..<whole.count {
      #expect(failure(try file(Array(whole[..<length]), as: "t")) != nil, "cut to \(length) of \(whole.count)")
    }
  }

  @Test("A cut gzip names the entry it was reading, and a cut zip says that its directory is missing")
  func cutMessages() throws {
    let short = failure(try file(Array(PackedSamples.gzip[..<25]), as: "short.gz"))
    #expect(
      short?.description.hasSuffix(
        "short.gz: is damaged or cut short before its first entry. Fetch the archive again; it may be cut short.")
        == true)
    let long = Array(repeatElement(PackedSamples.gzip, count: 3000).joined())
    let cut = failure(try file(long.dropLast(9), as: "rows.jsonl.gz"))
    #expect(cut?.entry == "rows.jsonl")
    #expect(cut?.problem == "is damaged or cut short (truncated gzip input)")
    #expect(cut?.remedy == "Fetch the archive again; it may be cut short.")
    let zip = failure(try file(Array(PackedSamples.zip[..<100]), as: "z"))
    #expect(zip?.problem == "begins as a zip, but the directory at its end is missing or damaged")
  }

  @Test(
    "A flipped bit in packed content is an error",
    arguments: [PackedSamples.gzip, PackedSamples.tarGzip, PackedSamples.xz])
  func flippedBits(whole: [UInt8]) throws {
    for offset in 12..<whole.count {
      var bytes = whole
      bytes[offset] ^= 4
      #expect(failure(try file(bytes, as: "x.gz")) != nil, "byte \(offset)")
    }
  }

  @Test("A gzip file of several members is read whole and checked")
  func severalMembers() throws {
    let row = "{\"a\": 1}\n"
    let bytes = PackedSamples.gzip + PackedSamples.gzip + PackedSamples.gzip
    #expect(try all(file(bytes, as: "x.gz")) == ["x": String(repeating: row, count: 15)])
    var flipped = bytes
    flipped[PackedSamples.gzip.count + 12] ^= 4
    #expect(failure(try file(flipped, as: "x.gz")) != nil)
    var wrongChecksum = PackedSamples.gzip
    wrongChecksum[wrongChecksum.count - 8] ^= 1
    let error = failure(try file(wrongChecksum, as: "x.gz"))
    #expect(error?.problem == "is damaged: its content does not agree with gzip's checksum")
  }

  @Test(
    "The real MMLU archive has three CSV files for each of 57 subjects",
    .enabled(if: SharedFixtures.has("data/mmlu.tar.xz"), Comment(rawValue: SharedFixtures.missing)))
  func realArchive() throws {
    let entries = try ArchiveReader.entries(of: SharedFixtures.path("data/mmlu.tar.xz")) { $0.hasSuffix(".csv") }
    #expect(entries.count { $0.path.hasSuffix("_test.csv") } == 57)
    #expect(entries.count { $0.path.hasSuffix("_dev.csv") } == 57)
    #expect(entries.allSatisfy { !$0.bytes.isEmpty })
  }
}

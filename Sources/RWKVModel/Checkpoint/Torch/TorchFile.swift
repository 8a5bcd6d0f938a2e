internal import Console
import Archives

/// Reads a PyTorch zip (`torch.save` since 1.6): a pickle that describes tensors, and one entry for each storage.
///
/// Stored entries are read in place in the mapped file; compressed ones are unpacked into memory.
struct TorchFile {
  /// Files below this size have all their checksums verified when they are opened (64 MiB; CRC-32 runs at about 1 GB/s).
  static let verifiedSize = 64 << 20

  /// The longest pickle that is read (64 MiB; that of the largest model with its optimizer has a few).
  static let longestPickle = 64 << 20

  /// The tensors under their stored names.
  let tensors: [CheckpointTensor]
  private let file: MappedFile
  private let entries: [String: ZipEntry]
  private let storages: [String: TensorStorage]

  /// Reads the pickle and places the tensors; numbers are not touched, except for the checksums of a small file.
  init(_ file: MappedFile) throws {
    self.file = file
    let directory = try ZipDirectory.entries(of: file)
    entries = Dictionary(directory.map { ($0.name, $0) }) { first, _ in first }
    guard entries.count == directory.count else { throw Self.damage("lists an entry twice", file) }
    let root = try Self.root(directory.map(\.name), file)
    var contents = try Self.contents(directory, root, file)
    try Self.requireLittleEndian(contents.removeValue(forKey: root + "byteorder"), file)
    guard let pickle = contents.removeValue(forKey: root + "data.pkl") else {
      throw Self.damage("has no data.pkl", file)
    }
    storages = contents
    try Self.verify(["data.pkl"].map { root + $0 }, entries, [root + "data.pkl": pickle], file)
    if file.size < Self.verifiedSize { try Self.verify(contents.keys.sorted(), entries, contents, file) }
    let bytes = unsafe pickle.withUnsafeBytes { unsafe Array($0) }
    do {
      let state = try StateDictionary(PickleReader(reading: bytes))
      let placement = TensorPlacement(storages: contents, prefix: root + "data/", path: file.path)
      tensors = try state.tensors.map { try placement.tensor($0, state.objects) }
    } catch let error as PickleError {
      throw UserError(error.problem, path: file.path, remedy: error.remedy)
    }
  }

  /// Throws unless every storage agrees with its checksum; reads the whole file.
  func verify() throws(UserError) { try Self.verify(storages.keys.sorted(), entries, storages, file) }

  private static func root(_ names: [String], _ file: MappedFile) throws(UserError) -> String {
    let pickles = names.filter { $0.hasSuffix("/data.pkl") && $0.split(separator: "/").count == 2 }
    guard let pickle = pickles.first, pickles.count == 1 else {
      throw UserError(
        "is a zip, but no PyTorch checkpoint: it holds \(pickles.count) entries */data.pkl", path: file.path,
        remedy: "Give a file that torch.save wrote, or a .safetensors file.")
    }
    let root = String(pickle.dropLast("data.pkl".count))
    guard !names.contains(root + "constants.pkl") else {
      throw UserError(
        "is a TorchScript program, not a file of weights", path: file.path,
        remedy: "Save its weights: torch.save(torch.jit.load(path).state_dict(), new_path).")
    }
    return root
  }

  /// The pickle, the byte order and the storages, by entry name.
  private static func contents(
    _ directory: [ZipEntry], _ root: String, _ file: MappedFile
  ) throws -> [String: TensorStorage] {
    let needed = directory.filter { entry in
      entry.name == root + "data.pkl" || entry.name == root + "byteorder"
        || entry.name.hasPrefix(root + "data/") && !entry.name.hasSuffix("/")
    }
    if let pickle = needed.first(where: { $0.name == root + "data.pkl" }), pickle.size > longestPickle {
      let error = PickleError.tooLarge("\(pickle.size) bytes")
      throw UserError(error.problem, path: file.path, remedy: error.remedy)
    }
    var contents: [String: TensorStorage] = [:]
    for entry in needed where entry.method == 0 { contents[entry.name] = TensorStorage(file, bytes: entry.content) }
    let packed = needed.filter { $0.method != 0 }
    guard !packed.isEmpty else { return contents }
    let names = Set(packed.map(\.name))
    // Numbers hardly shrink, so a hundred times is more than any weights do.
    let limit = max(64 << 20, ShapeArithmetic.product([file.size, 100]) ?? .max)
    for entry in try ArchiveReader.entries(of: file.path, limit: limit, where: names.contains) {
      contents[entry.path] = TensorStorage(entry.bytes)
    }
    return contents
  }

  private static func requireLittleEndian(_ entry: TensorStorage?, _ file: MappedFile) throws(UserError) {
    guard let entry else { return }
    let order = unsafe entry.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
    guard order == "little" else {
      throw UserError(
        "was written in byte order \"\(order)\", and only \"little\" is read", path: file.path,
        remedy: "Load and save it again with torch on an ordinary (little-endian) machine.")
    }
  }

  private static func verify(
    _ names: [String], _ entries: [String: ZipEntry], _ contents: [String: TensorStorage], _ file: MappedFile
  ) throws(UserError) {
    for name in names where contents[name]?.checksum() != entries[name]?.checksum {
      throw damage("has an entry \(name) that does not agree with its checksum", file)
    }
  }

  private static func damage(_ problem: String, _ file: MappedFile) -> UserError {
    UserError(problem, path: file.path, remedy: UserError.fetchAgain)
  }
}

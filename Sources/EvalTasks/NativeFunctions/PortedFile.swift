internal import Archives

/// A Python file whose functions have ports, known by its content: wherever it lies, its ports stand for it.
///
/// Files are those of lm-evaluation-harness 0.4.13, those of older versions that do the same, and those of `tasks/`.
struct PortedFile: Hashable {
  /// The family of ports, for example `hellaswag`.
  let family: String
  /// The name of the module among them, for example `utils`.
  let module: String
  /// SHA-256 (hex) of the file, as `digest(of:)` has it.
  let sha256: String

  private init(_ family: String, _ module: String, _ sha256: String) {
    self.family = family
    self.module = module
    self.sha256 = sha256
  }

  /// The file with this content; nil where its functions may do anything.
  init?(content: some Sequence<UInt8>) {
    guard let known = Self.bySHA256[Self.digest(of: content)] else { return nil }
    self = known
  }

  /// SHA-256 (hex) of a file without what means nothing to Python: a byte order mark, white space at the ends of lines,
  /// line ends of Windows, and blank lines at the end.
  static func digest(of content: some Sequence<UInt8>) -> String {
    var bytes = Array(content)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    var kept: [UInt8] = []
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      kept += line.prefix(through: line.lastIndex { !isBlank($0) } ?? line.startIndex - 1)
      kept.append(UInt8(ascii: "\n"))
    }
    while kept.last == UInt8(ascii: "\n") { kept.removeLast() }
    if !kept.isEmpty { kept.append(UInt8(ascii: "\n")) }
    var digest = ContentDigest()
    digest.update(kept)
    return digest.hex()
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }

  private static let bySHA256 = Dictionary(uniqueKeysWithValues: all.map { ($0.sha256, $0) })

  /// All files that are known.
  static let all: [PortedFile] = table.split(separator: "\n").map { line in
    let parts = line.split(separator: " ").map(String.init)
    return PortedFile(parts[0], parts[1], parts[2])
  }

  /// Family, module and digest; printed by `tools/ported_functions.py`.
  private static let table = """
    arithmetic utils 55c93da7005300ce496a18bce8251febab8acd36b8c4d8875679ff432c2031f9
    cb aggregate 1a65ad044b6b663a7293c84a70a1d1deb1762897272b4de3328f4b9ad57d847a
    copa utils 0be98a907db647a518c42c916a61385b64f394cf9d0171b5cb86b7a036282de7
    copa utils fc3ebea48c2079daf68ed45b9b46755b9fcb4f8db4ce5b97fdb04768d5ae453e
    gpqa/n_shot utils 8c70526cdc0f32811cd4cd35db6983561583980b4b7552c3484dc6846b41e241
    gpqa/zeroshot utils 7c755f2c3f8f4ac20de96fb68941c43424d2ded0552d5ab81e672e15c410655c
    hellaswag utils 07d23b60b28f2a4f658dcf8440623a63fe6644854ce9b846a114dde980dc1214
    hellaswag utils 72b72212cb6893e6c1ccc62a58dabb2ffa2bf77ab55bac0b0ba2973a69bc18f6
    logiqa utils_logiqa 46399f40065469d234c0c9e1ef3de9b67e50d5fe1c2c4130607eda2dda268260
    medmcqa utils_medmcqa b9cbe33d51b95624b9317cab8ffb917b32c178aaa100fd9ce4aac0a9c467479b
    medqa preprocess_medqa 06adc6ef5bda3259fe547355e6b064ca57c674b502fac749d0a0ccc8fee91787
    pubmedqa preprocess_pubmedqa 43528eee61666d94ae9ac3d58bcd3a0c38182a8898f996f536be9de1d3655740
    race preprocess_race 15778ab69ca3b96c3d82618500ad59702ff7ea9dbf09e90e4505abc16ac53ad0
    truthfulqa utils a4b9471d36e3071deed4fbc49eb80a455b9baa52731bb91418379d7e7d7fc559
    truthfulqa utils d3c827d1e2cd442a1e4738b527a18effd48cbb2aed478c12a652311b5ea4dbc8
    wikitext preprocess_wikitext a44020374b172159bf5be80a64d2c4194c9d5c77284f696ac666361338c8da7d
    wikitext preprocess_wikitext c9702ac50def12c60101f70e5dc1fdee8a5ad90cf40d3a93249773a82fc3d30c
    winogrande preprocess_winogrande 403e39778bd20cad9250c9ca06af01adfc7ed173676643e4ca63a6aec0c8b087
    winogrande preprocess_winogrande e55327629264a98f1d383fda24645b6779afb53fa0bce2150042b9416b1ae006
    wsc273 utils 2c295d37e8d75f58a5ce948839d20cb9971d1c0d7627878291bebd4584c63507
    xcopa utils 191d31bbbfc66be7b66cbc410053e13631201a3700df749f23c653fb7834dd43
    """
}

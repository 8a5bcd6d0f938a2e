/// Something else that often lies under the name of a file that was to be fetched.
public enum MistakenFile: Sendable {
  /// The few lines that stand for a file in a git repository with large file storage.
  case gitLFSPointer
  /// A page of a web site, for example one that asks for a login.
  case webPage

  /// How many bytes of a file's start are enough to tell.
  public static let lengthToTell = 256

  /// What a file that begins with these bytes is; nil where it is none of these.
  public init?(start: some Sequence<UInt8>) {
    let text = Array(start.prefix(Self.lengthToTell))
    if text.starts(with: "version https://git-lfs.github.com/spec/".utf8) {
      self = .gitLFSPointer
      return
    }
    let mark: [UInt8] = text.starts(with: [0xef, 0xbb, 0xbf]) ? [0xef, 0xbb, 0xbf] : []
    let rest = text.dropFirst(mark.count).drop { [0x20, 0x09, 0x0a, 0x0d].contains($0) }
    let lower = rest.map { $0 >= 0x41 && $0 <= 0x5a ? $0 + 0x20 : $0 }
    guard ["<!doctype html", "<html", "<head"].contains(where: { lower.starts(with: $0.utf8) }) else { return nil }
    self = .webPage
  }

  /// What a mapped file is; nil where it is none of these.
  public init?(_ file: MappedFile) { self.init(start: file.bytes(0..<min(Self.lengthToTell, file.size))) }

  /// What is wrong, without a full stop.
  public var problem: String {
    switch self {
    case .gitLFSPointer: "is a Git LFS pointer, which stands for the file and is not the file itself"
    case .webPage: "is a web page that was saved under this name"
    }
  }

  /// What the user can do about it, a sentence.
  public var remedy: String {
    switch self {
    case .gitLFSPointer: "Fetch the file itself: run \"git lfs pull\" in its repository."
    case .webPage:
      "Fetch the file itself: use the link behind \"download\" (on Hugging Face /resolve/, not /blob/), and log in if needed."
    }
  }
}

import Foundation
import SharedFixtures
import Testing

@testable import EvalTasks

@Suite struct PortedFileTests {
  private static let bundled = ["hellaswag/utils", "copa/utils", "winogrande/preprocess_winogrande"]

  private static func content(_ module: String) throws -> Data {
    try Data(contentsOf: URL(filePath: SharedFixtures.packageRoot + "/tasks/\(module).py"))
  }

  @Test func `every file belongs to a family of ports, and has functions there`() {
    for file in PortedFile.all {
      let names = NativeFunctions.names.filter { $0.hasPrefix("\(file.family): \(file.module).") }
      #expect(!names.isEmpty, "\(file)")
      #expect(file.sha256.count == 64)
    }
    let families = Set(PortedFile.all.map(\.family))
    #expect(families.isSuperset(of: NativeFunctions.names.map { String($0.prefix { $0 != ":" }) }))
  }

  @Test func `every Python file of tasks is known`() throws {
    let root = SharedFixtures.packageRoot + "/tasks"
    let files = try FileManager.default.subpathsOfDirectory(atPath: root).filter { $0.hasSuffix(".py") }
    #expect(files.count == 5)
    for file in files {
      let ported = PortedFile(content: try Data(contentsOf: URL(filePath: "\(root)/\(file)")))
      #expect(ported.map { "\($0.family)/\($0.module).py" } == file)
    }
  }

  @Test(arguments: bundled)
  func `line ends, white space at their ends and a byte order mark make no other file`(module: String) throws {
    let text = try String(decoding: Self.content(module), as: UTF8.self)
    let expected = PortedFile(content: text.utf8)
    #expect(expected != nil)
    let lineEnds = ["\r\n", " \t\n"].map { text.replacing("\n", with: $0) }
    for other in lineEnds + ["\u{FEFF}" + text, text + "\n\n"] {
      #expect(PortedFile(content: other.utf8) == expected)
    }
  }

  @Test(arguments: bundled)
  func `any other change makes one`(module: String) throws {
    let text = try String(decoding: Self.content(module), as: UTF8.self)
    for other in [text + "x = 1\n", text.replacing("    ", with: "  "), text.replacing("\"", with: "'"), ""] {
      #expect(PortedFile(content: other.utf8) == nil)
    }
  }
}

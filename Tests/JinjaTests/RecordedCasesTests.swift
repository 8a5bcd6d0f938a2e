import Foundation
import Jinja
import PythonValues
import SharedFixtures
import Testing

/// Templates and literals with what Jinja2 and Python make of them, as `tools/jinja_cases.py` records it.
@Suite struct RecordedCasesTests {
  struct Group: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    /// A Python literal of a dictionary.
    let variables: String?
    let cases: [TemplateCase]?
    let literals: [LiteralCase]?

    var testDescription: String { name }
  }

  struct TemplateCase: Decodable, Sendable {
    let template: String
    let output: String?
    let error: String?
  }

  struct LiteralCase: Decodable, Sendable {
    let text: String
    let repr: String?
    let error: String?
  }

  static func groups() throws -> [Group] {
    let file = URL(filePath: SharedFixtures.packageRoot + "/Tests/JinjaTests/Fixtures/cases.json")
    return try JSONDecoder().decode([Group].self, from: Data(contentsOf: file))
  }

  @Test("There are hundreds of recorded cases, errors among them")
  func count() throws {
    let cases = try Self.groups().flatMap { $0.cases ?? [] }
    #expect(cases.count > 700)
    #expect(cases.count { $0.error != nil } > 250)
  }

  @Test("Templates render as Jinja2 renders them, and fail where it fails")
  func templates() throws {
    for group in try Self.groups() {
      guard let text = group.variables, case .dictionary(let variables) = try PythonLiteral.parse(text) else {
        continue
      }
      for recorded in group.cases ?? [] {
        let output = try? JinjaTemplate(source: recorded.template).render(variables)
        #expect(output.map { Array($0.utf8) } == recorded.output.map { Array($0.utf8) }, "\(recorded.template)")
        #expect((output == nil) == (recorded.error != nil), "\(recorded.template)")
      }
    }
  }

  @Test("Literals read as ast.literal_eval reads them, and fail where it fails")
  func literals() throws {
    let literals = try Self.groups().flatMap { $0.literals ?? [] }
    #expect(literals.count > 80)
    for recorded in literals {
      let repr = try? PythonLiteral.parse(recorded.text).repr
      #expect(repr.map { Array($0.utf8) } == recorded.repr.map { Array($0.utf8) }, "\(recorded.text)")
      #expect((repr == nil) == (recorded.error != nil), "\(recorded.text)")
    }
  }
}

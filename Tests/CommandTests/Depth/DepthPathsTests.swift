import Foundation
import SharedFixtures
import Testing

@Suite struct DepthPathsTests {
  private struct Paths: Decodable {
    struct Group: Decodable {
      let group: Int
      let loops: Int
      let state: String?
      let undefined: String?
      let alignments: [String: Double]
      let asymptotic_alignment: Double?
      let last_input_alignment: Double?
      let noise_gain: Double?
      let noise_gain_per_loop: Double?
    }
    let inputs: Int
    let paths: [Group]
  }

  private static func paths(_ flags: [String]) throws -> Paths {
    let text = try Tool.output(["depth", "paths", "--format", "json", "--docs", "6"] + flags)
    return try JSONDecoder().decode(Paths.self, from: Data(text.utf8))
  }

  @Test("A model with recall has an alignment, its antidote and a noise gain for every group, the same in every run")
  func recall() throws {
    let flags = ["--model", "demo-core", "--loops", "24"]
    let found = try Self.paths(flags)
    #expect(found.inputs == 6 && found.paths.map(\.loops) == [24])
    let group = try #require(found.paths.first)
    #expect(Set(group.alignments.keys) == ["zeros", "noise", "other"])
    #expect(group.alignments.values.allSatisfy { (-1...1).contains($0) })
    #expect(group.state != nil && group.undefined == nil)
    #expect(try #require(group.last_input_alignment) < 0.999, "the ends depend on the input")
    let (total, each) = (try #require(group.noise_gain), try #require(group.noise_gain_per_loop))
    #expect(abs(pow(each, 23) - total) < 1e-6 * total)
    #expect(try Self.paths(flags).paths.first?.alignments == group.alignments)
    #expect(try Self.paths(flags + ["--seed", "1"]).paths.first?.alignments["noise"] != group.alignments["noise"])
  }

  @Test("More loops bring the ends of the trained core closer together")
  func loops() throws {
    let alignments = try ["4", "24"].map {
      try #require(try Self.paths(["--model", "demo-core", "--loops", $0]).paths.first?.asymptotic_alignment)
    }
    #expect(alignments[1] > alignments[0])
  }

  @Test("Without recall path independence is not defined, and the dependence on the input is there still")
  func undefined() throws {
    let found = try Self.paths(["--model", "demo", "--loops", "16", "--injection", "none"])
    #expect(found.paths.count == 8)
    for group in found.paths {
      #expect(group.state == nil && group.alignments.isEmpty && group.noise_gain == nil)
      #expect(try #require(group.undefined).contains("no loop sees the group's input again"))
      #expect(group.last_input_alignment != nil)
    }
    let text = try Tool.output([
      "depth", "paths", "--docs", "2", "--model", "demo", "--loops", "16", "--injection", "none",
    ])
    #expect(text.contains("groups 0 to 7: not defined, no loop sees the group's input again"))
    #expect(
      try Tool.output(["depth", "paths", "--docs", "2", "--model", "demo", "--loops", "8", "--format", "markdown"])
        .contains("groups 0 to 7: not defined, no loop sees the group's input again"))
  }

  @Test(
    "Recall by adding and by concatenating is run from other starts",
    .enabled(if: SharedFixtures.has("oracle"), "\(SharedFixtures.missing)"),
    arguments: ["add", "concat"])
  func oracle(injection: String) throws {
    let found = try Self.paths([
      "--model", SharedFixtures.path("oracle/rwkv7/depth-model.safetensors"), "--groups", "2", "--prelude", "1",
      "--coda",
      "1", "--loops", "12", "--injection", injection, "--tokenizer",
      SharedFixtures.packageRoot + "/models/demo/vocab.txt",
      "--data", SharedFixtures.packageRoot + "/models/demo/data",
    ])
    #expect(found.paths.map(\.group) == [0, 1])
    #expect(found.paths.allSatisfy { $0.loops == 6 && $0.alignments.count == 3 && $0.noise_gain != nil })
  }

  @Test(
    "What has no paths is refused with a remedy",
    arguments: [
      BadInput("plain", place: "demo", problem: "the program has no loops", remedy: "Add --loops N") { _ in
        ["depth", "paths", "--depth-program", "plain"]
      },
      BadInput("baseline", place: "constant:A", problem: "a baseline without layers", remedy: "Give --model") { _ in
        ["depth", "paths", "--model", "constant:A"]
      },
      BadInput("one", place: "--docs 1", problem: "at least 2", remedy: "to tell inputs apart") { _ in
        ["depth", "paths", "--loops", "16", "--docs", "1"]
      },
    ])
  func refused(input: BadInput) throws { try input.check() }
}

import EvalTasks
import Testing

struct NativeFunctionsTests {
  @Test(
    "A function is found by the last components of its folder", arguments: ["copa", "super_glue/copa", "/a/b/copa"])
  func found(family: String) {
    #expect(NativeFunctions.named(family: family, module: "utils", function: "doc_to_text") != nil)
  }

  @Test(
    "Another folder, module or function has no port",
    arguments: [("xcopa2", "utils", "doc_to_text"), ("copa", "util", "doc_to_text"), ("copa", "utils", "doc_to_txt")])
  func notFound(family: String, module: String, function: String) {
    #expect(NativeFunctions.named(family: family, module: module, function: function) == nil)
  }

  @Test("Every port has a name that finds it")
  func names() throws {
    for name in NativeFunctions.names {
      let parts = name.split(separator: ": ").map(String.init)
      let function = parts[1].split(separator: ".").map(String.init)
      #expect(NativeFunctions.named(family: parts[0], module: function[0], function: function[1]) != nil, "\(name)")
    }
    #expect(NativeFunctions.names.count == 36)
  }
}
